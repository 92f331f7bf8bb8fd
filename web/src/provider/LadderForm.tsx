import { useState } from 'react'
import { useHoldings, useOrders } from '../account/useAccount.ts'
import { formatLots, formatMoney, formatPrice, parseDecimal, scaleOf, toInput } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { settleAll, toOrder } from '../order/instructions.ts'
import { problemSentence } from '../order/problemSentence.ts'
import { freeSlots } from '../order/slots.ts'
import { checkDraft } from '../order/ticket.ts'
import type { Series } from '../series/marketTerms.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { Field } from '../ui/Field.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { collateralOf, ladderOf, MOST_RUNGS } from './ladder.ts'
import { Missing, unfit } from './Missing.tsx'
import { providerWords } from './words.ts'

/** Where a ladder begins, how it goes on, and how much stands on each rung. */
export function LadderForm({ market }: { market: Series }) {
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
  // The lowest rung is an order as any other: the rules of the ticket are its rules.
  const lowest = checkDraft(
    { side: 'sell', kind: 'limit', price: draft.first, size: draft.size, timeInForce: 'post', funding: 'quote' },
    market,
    scale,
    { bid: null, ask: null },
    null,
    0,
  )
  const problemOf = (field: 'price' | 'size'): string | null => {
    const problem = lowest.ok ? undefined : lowest.problems.find((each) => each.field === field)
    return problem ? problemSentence(problem, text, market) : null
  }
  const parsedStep = parseDecimal(draft.step, scale.priceDecimals)
  const step = parsedStep.ok && parsedStep.value < BigInt(market.cap) ? Number(parsedStep.value) : 0
  const count = /^\d{1,3}$/.test(draft.count) ? Number(draft.count) : 0
  const isCount = count >= 1 && count <= MOST_RUNGS
  const missing = unfit({
    [words.firstPrice]: problemOf('price') === null,
    [words.step]: step > 0,
    [words.rungs]: isCount,
    [words.size]: problemOf('size') === null,
  })
  const rungs =
    lowest.ok && missing.length === 0
      ? ladderOf({ first: lowest.terms.tick, step, count, lots: lowest.terms.lots, cap: market.cap })
      : []
  const collateral = collateralOf(rungs, market.cap) * 10n ** BigInt(market.unitExponent)
  const isShort = holdings !== null && collateral > holdings.quote
  const named = rungs.length > 0 ? words.placeLadder(rungs.length, market.symbol) : words.placeNone
  const size = unitsOf(market, text).size
  // Four fields stand in a row: the short form of the price's unit.
  const price = `${scale.quoteSymbol}/${size}`

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
        <Field
          label={words.firstPrice}
          unit={price}
          value={draft.first}
          onChange={set('first')}
          error={draft.first === '' ? null : problemOf('price')}
        />
        <Field
          label={words.step}
          unit={price}
          value={draft.step}
          onChange={set('step')}
          error={draft.step === '' || step > 0 ? null : words.stepRule(formatPrice(1, scale))}
        />
        <Field
          label={words.rungs}
          inputMode="numeric"
          value={draft.count}
          onChange={set('count')}
          error={isCount ? null : words.rungsRule(MOST_RUNGS)}
        />
        <Field
          label={words.size}
          unit={size}
          value={draft.size}
          onChange={set('size')}
          error={draft.size === '' ? null : problemOf('size')}
        />
      </div>
      {rungs.length > 0 && (
        <DataTable
          label={words.tabs.ladder}
          rows={rungs}
          keyOf={({ tick }) => tick}
          columns={[
            {
              id: 'price',
              header: `${words.price}, ${text.series.priceUnit}`,
              cell: ({ tick }) => formatPrice(tick, scale),
            },
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
      <Missing fields={missing} />
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
