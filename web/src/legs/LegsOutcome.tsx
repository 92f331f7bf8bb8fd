import { costBound, type Leg } from '@gigahour/contracts/legs'
import { Funding, Side } from '@gigahour/contracts/side'
import type { ReactNode } from 'react'
import { formatDecimal, formatLots, formatMoney, formatPrice, scaleOf, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { type Series, termsOfMarket } from '../series/marketTerms.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { averageOf, type LegTake, netPriceOf, type Plan } from './plan.ts'
import type { LegsPreview } from './previewLegsQuery.ts'
import { legsWords } from './words.ts'

type LegsOutcomeProps = {
  plan: Plan | null
  /** Of the plan, nearest first. */
  markets: readonly Series[]
  legs: readonly Leg[] | null
  preview: LegsPreview | undefined
  error: Error | null
  slippage: number
  note: string
}

type Row = { market: Series; leg: Leg | undefined; take: LegTake | undefined }

/** Each leg with its price, and what all come to. The rows are always there: nothing moves while the ticket is written. */
export function LegsOutcome({ plan, markets, legs, preview, error, slippage, note }: LegsOutcomeProps) {
  const text = useText()
  const words = useWords(legsWords)
  const [first] = markets
  if (!first) return null
  const scale = scaleOf(first)
  const { unit } = termsOfMarket(first)
  // The exchange answers by ascending market, which need not be the order of the months.
  const ascending = markets.map(({ market }) => market).toSorted((a, b) => a - b)
  const rows = markets.map(
    (market): Row => ({
      market,
      leg: legs?.find((leg) => leg.market === market.market),
      take: preview?.[1][ascending.indexOf(market.market)],
    }),
  )
  const takes = rows.flatMap(({ take }) => (take ? [take] : []))
  const centi = (value: bigint) =>
    formatDecimal(value, scale.priceDecimals + 2, { minimum: scale.priceDecimals, sign: plan?.kind === 'spread' })
  const cost = preview?.[0]
  const bound = preview && costBound(preview, slippage)
  const money = (amount: bigint | undefined) =>
    amount === undefined ? UNKNOWN : `${formatMoney(amount < 0n ? -amount : amount, scale)} ${scale.quoteSymbol}`

  const columns: Column<Row>[] = [
    { id: 'market', header: words.market, align: 'left', cell: ({ market }) => <MarketLink symbol={market.symbol} /> },
    {
      id: 'side',
      header: text.order.side,
      align: 'left',
      cell: ({ leg }) =>
        leg ? (
          <span className={leg.side === Side.Bid ? 'text-bid' : 'text-ask'}>
            {leg.side === Side.Bid ? text.side.buy : text.side.sell}
          </span>
        ) : (
          UNKNOWN
        ),
    },
    {
      id: 'lots',
      header: `${words.lots}, ${text.unit.hours}`,
      cell: ({ leg }) => <Figure>{formatLots(leg?.lots, scale)}</Figure>,
    },
    {
      id: 'best',
      header: `${text.book.bid} / ${text.book.ask}, ${scale.quoteSymbol}`,
      className: NOT_NARROW,
      cell: ({ market }) => (
        <Figure>
          {formatPrice(market.stats.bestBid, scale)} / {formatPrice(market.stats.bestAsk, scale)}
        </Figure>
      ),
    },
    {
      id: 'average',
      header: `${words.average}, ${scale.quoteSymbol}`,
      cell: ({ take }) => (
        <Figure>
          {take && take.lots > 0n
            ? formatDecimal(averageOf(take, unit), scale.priceDecimals + 2, { minimum: scale.priceDecimals })
            : UNKNOWN}
        </Figure>
      ),
    },
    {
      id: 'pays',
      header: words.pays,
      className: NOT_NARROW,
      cell: ({ leg }) => {
        if (!leg) return UNKNOWN
        if (leg.funding === Funding.Quote) return words.money
        return leg.side === Side.Bid ? 'SHORT' : 'LONG'
      },
    },
    {
      id: 'fee',
      header: `${words.fee}, ${scale.quoteSymbol}`,
      cell: ({ take }) => <Figure>{take ? formatMoney(take.fee, scale, { exact: true }) : UNKNOWN}</Figure>,
    },
  ]
  return (
    <div className="flex min-w-0 flex-col bg-panel" aria-live="polite">
      <p className="px-3 pt-3 text-sm">{note}</p>
      <div className="overflow-x-auto pt-2">
        <DataTable label={words.legs} columns={columns} rows={rows} keyOf={({ market }) => market.symbol} />
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-line border-t px-3 py-3 text-sm">
        <Sum name={words.netPrice[plan?.kind ?? 'spread']} isStrong>
          {plan && takes.length === markets.length
            ? `${centi(netPriceOf(plan.kind, takes, unit))} ${scale.quoteSymbol}/${text.unit.hours}`
            : UNKNOWN}
        </Sum>
        <Sum name={cost !== undefined && cost < 0n ? words.proceeds : words.cost} isStrong>
          {money(cost)}
        </Sum>
        <Sum name={bound !== undefined && bound < 0n ? words.boundProceeds : words.bound}>{money(bound)}</Sum>
      </dl>
      {error && !preview && (
        <p role="alert" className="px-3 pb-3 text-sm text-warn">
          {error.message}
        </p>
      )}
      {!plan && <p className="px-3 pb-3 text-muted text-sm">{words.enterSize}</p>}
    </div>
  )
}

function Figure({ children }: { children: ReactNode }) {
  return <span className="figure">{children}</span>
}

function Sum({ name, children, isStrong = false }: { name: string; children: ReactNode; isStrong?: boolean }) {
  return (
    <>
      <dt className="text-muted text-xs leading-5">{name}</dt>
      <dd className={classes('figure text-right', isStrong && 'font-medium')}>{children}</dd>
    </>
  )
}
