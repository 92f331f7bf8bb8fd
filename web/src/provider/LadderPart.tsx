import { useMemo, useState } from 'react'
import { useHoldings, useOrders } from '../account/useAccount.ts'
import { formatLots, formatMoney, formatPrice, parseDecimal, scaleOf, toInput } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { settleAll, toOrder } from '../order/instructions.ts'
import { freeSlots } from '../order/slots.ts'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { Field } from '../ui/Field.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { collateralOf, ladderOf, MOST_RUNGS } from './ladder.ts'
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

function LadderForm({ market }: { market: Series }) {
  const text = useText()
  const words = useWords(providerWords)
  const { transactions } = useServices()
  const orders = useOrders()
  const holdings = useHoldings(market)
  const wallet = useWallet()
  const send = useSend()
  const scale = scaleOf(market)
  const { bestBid, mid, last } = market.stats
  const above = Math.ceil(mid ?? last ?? bestBid ?? 0)
  const [draft, setDraft] = useState({
    first: above > 0 ? toInput(BigInt(above) + 1n, scale.priceDecimals) : '',
    step: toInput(10n, scale.priceDecimals),
    count: '5',
    size: '',
  })
  const set = (name: keyof typeof draft) => (value: string) => setDraft((old) => ({ ...old, [name]: value }))
  const ticks = (typed: string): number => {
    const parsed = parseDecimal(typed, scale.priceDecimals)
    return parsed.ok && parsed.value <= BigInt(market.cap) ? Number(parsed.value) : 0
  }
  const size = parseDecimal(draft.size, scale.sizeDecimals)
  const lots = size.ok && size.value % BigInt(market.minLots) === 0n ? size.value : 0n
  const count = /^\d{1,3}$/.test(draft.count) ? Number(draft.count) : 0
  const isCount = count >= 1 && count <= MOST_RUNGS
  const rungs = isCount
    ? ladderOf({ first: ticks(draft.first), step: ticks(draft.step), count, lots, cap: market.cap })
    : []
  const collateral = collateralOf(rungs, market.cap) * 10n ** BigInt(market.unitExponent)
  const isShort = holdings !== null && collateral > holdings.quote
  const named = words.placeLadder(rungs.length, market.symbol)

  const place = () => {
    const known = orders.data ?? []
    const reserved = transactions.all().flatMap((transaction) => transaction.slots)
    const slots = freeSlots(rungs.length, known, reserved)
    const asks = rungs.map((rung, index) =>
      toOrder({ ...rung, side: 'sell', funding: 'quote', timeInForce: 'post' }, market, slots[index] ?? 0),
    )
    return send({ summary: named, batch: [...settleAll(known), ...asks], slots })
  }
  return (
    <>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <Field label={words.firstPrice} unit="USDC" value={draft.first} onChange={set('first')} />
        <Field label={words.step} unit="USDC" value={draft.step} onChange={set('step')} />
        <Field
          label={words.rungs}
          inputMode="numeric"
          value={draft.count}
          onChange={set('count')}
          error={isCount ? null : words.rungsRule(MOST_RUNGS)}
        />
        <Field
          label={words.size}
          unit={text.unit.hours}
          value={draft.size}
          onChange={set('size')}
          error={draft.size !== '' && lots === 0n ? text.problem.amountMalformed : null}
        />
      </div>
      {rungs.length > 0 && (
        <DataTable
          label={words.tabs.ladder}
          rows={rungs}
          keyOf={({ tick }) => tick}
          columns={[
            { id: 'price', header: words.price, cell: ({ tick }) => formatPrice(tick, scale) },
            { id: 'size', header: `${words.size}, ${text.unit.hours}`, cell: (rung) => formatLots(rung.lots, scale) },
          ]}
        />
      )}
      <Figures>
        <Figure
          label={words.collateral}
          value={formatMoney(collateral, scale)}
          unit="USDC"
          hint={words.collateralHint}
          tone={isShort ? 'danger' : undefined}
        />
      </Figures>
      {holdings && (
        <p className={isShort ? 'text-danger text-xs' : 'text-muted text-xs'}>
          {words.available(formatMoney(holdings.quote, scale))} {isShort && words.short}
        </p>
      )}
      <Button
        look="primary"
        size="large"
        disabled={rungs.length === 0 || isShort || wallet.status !== 'ready'}
        onClick={() => void place()}
      >
        {named}
      </Button>
    </>
  )
}
