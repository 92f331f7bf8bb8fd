import { useState } from 'react'
import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { Button } from '../ui/Button.tsx'
import { SetsDialog } from './SetsDialog.tsx'
import { setsWords } from './words.ts'

/** Opens the window for complete sets of one series. None once it is settled: to redeem pays the same, and the chain makes no sets. */
export function SetsButton({ symbol }: { symbol: string }) {
  const words = useWords(setsWords)
  const [isOpen, setOpen] = useState(false)
  const market = useMarkets().bySymbol.get(symbol)
  if (market?.kind !== 'series' || market.status === 'settled') return null
  return (
    <>
      <Button size="small" look="quiet" onClick={() => setOpen(true)}>
        {market.status === 'trading' ? words.open : words.merge}
      </Button>
      {isOpen && <SetsDialog market={market} onClose={() => setOpen(false)} />}
    </>
  )
}
