import type { Market } from '@gigahour/indexer/api'
import type { ReactNode } from 'react'
import { formatDecimal, formatLots, formatMoney, formatPercent, formatPrice, scaleOf, UNKNOWN } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { unitsOf } from '../series/unitsOf.ts'
import { classes } from '../ui/classes.ts'
import { PayoffLine } from './PayoffLine.tsx'
import { IMPACT_LIMIT, type Ticket } from './useTicket.ts'

type PreviewProps = { market: Market; ticket: Ticket }

/** A limit further than this on the other side of the book is pointed out. */
const CROSSED_WARNING = 0.02

/** What the order comes to, before it is signed. The rows are always there: nothing moves while it is written. */
export function Preview({ market, ticket: { terms, outcome, crosses } }: PreviewProps) {
  const text = useText()
  const scale = scaleOf(market)
  const money = (amount: bigint | undefined) =>
    amount === undefined ? UNKNOWN : `${formatMoney(amount, scale)} ${scale.quoteSymbol}`
  const closes = terms?.funding === 'token'
  const average = outcome?.averageCentiticks
  return (
    <div className="flex flex-col gap-2 border-line border-t pt-2" aria-live="polite">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-xs leading-[18px]">
        <Row name={text.preview.takes}>
          {outcome && outcome.takes > 0n && average != null
            ? `${formatLots(outcome.takes, scale)} @ ${formatDecimal(average, scale.priceDecimals + 2, { minimum: scale.priceDecimals })}`
            : UNKNOWN}
        </Row>
        <Row name={text.preview.rests}>
          {outcome && terms && outcome.rests > 0n
            ? `${formatLots(outcome.rests, scale)} @ ${formatPrice(terms.tick, scale)}`
            : UNKNOWN}
        </Row>
        <Row name={text.preview.impact} tone={(outcome?.impact ?? 0) > IMPACT_LIMIT ? 'warn' : undefined}>
          {formatPercent(outcome?.impact)}
        </Row>
        <Row name={text.preview.fee}>
          {outcome ? `${formatMoney(outcome.fee, scale, { exact: true })} ${scale.quoteSymbol}` : UNKNOWN}
        </Row>
        {closes ? (
          <Row name={text.preview.receives} isStrong>
            {money(outcome?.receives)}
          </Row>
        ) : (
          <Row name={text.preview.collateral} isStrong>
            {money(outcome?.collateral)}
          </Row>
        )}
      </dl>
      {market.kind === 'series' && !closes && <PayoffLine market={market} payoff={outcome?.payoff ?? null} />}
      {market.kind === 'series' && closes && <p className="text-muted text-xs">{text.preview.closes}</p>}
      {outcome && outcome.drops > 0n && (
        <p className="text-warn text-xs">
          {text.preview.drops(formatLots(outcome.drops, scale), unitsOf(market, text).size)}
        </p>
      )}
      {crosses !== null && terms?.timeInForce === 'post' && (
        <p className="text-warn text-xs">{text.preview.postWouldCross}</p>
      )}
      {crosses !== null && terms?.timeInForce !== 'post' && crosses > CROSSED_WARNING && (
        <p className="text-warn text-xs">{text.preview.crosses(formatPercent(crosses))}</p>
      )}
    </div>
  )
}

type RowProps = { name: string; children: ReactNode; tone?: 'warn' | undefined; isStrong?: boolean }

function Row({ name, children, tone, isStrong }: RowProps) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className={classes('figure text-right', tone === 'warn' && 'text-warn', isStrong && 'font-medium')}>
        {children}
      </dd>
    </>
  )
}
