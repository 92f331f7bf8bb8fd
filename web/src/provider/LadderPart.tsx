import { useMemo, useState } from 'react'
import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import { LadderForm } from './LadderForm.tsx'
import { providerWords } from './words.ts'

/** Asks of one month in even steps, placed in one transaction. */
export function LadderPart() {
  const words = useWords(providerWords)
  const { query, bySymbol } = useMarkets()
  const [chosen, setChosen] = useState('')
  const series = useMemo(
    () => (query.data ?? []).filter((market) => market.kind === 'series' && market.status === 'trading'),
    [query.data],
  )
  const market = bySymbol.get(chosen) ?? series[0]
  if (market?.kind !== 'series') return <Empty title={words.noSeries} />
  return (
    <div className="flex max-w-[720px] flex-col gap-3 px-4 py-3">
      <p className="text-muted text-xs">{words.ladderDetail}</p>
      <Select
        label={words.series}
        options={series.map(({ symbol }) => ({ id: symbol, label: symbol }))}
        value={market.symbol}
        onChange={setChosen}
      />
      <LadderForm key={market.symbol} market={market} />
    </div>
  )
}
