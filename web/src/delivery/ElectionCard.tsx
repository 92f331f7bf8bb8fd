import type { Delivery } from '@gigahour/indexer/api/delivery'
import type { Address } from 'viem'
import { cleanText, formatLots, formatMoney, shortAddress } from '../format.ts'
import { GatewayPanel } from '../gateway/GatewayPanel.tsx'
import { useText, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useChainTime } from '../status/useChainTime.ts'
import { Figure, Figures } from '../ui/Figures.tsx'
import { Meter } from '../ui/Meter.tsx'
import { Skeleton } from '../ui/states.tsx'
import { CashPart } from './CashPart.tsx'
import { DeliveryBadge } from './DeliveryBadge.tsx'
import { meteredElection } from './meteredElection.ts'
import { duePace, isLate } from './phase.ts'
import { ReceiptsTable } from './ReceiptsTable.tsx'
import { Timeline } from './Timeline.tsx'
import { deliveryWords } from './words.ts'

type ElectionCardProps = { desk: Address; delivery: Delivery }

/** One election of the buyer, from its window to its last cent. */
export function ElectionCard({ desk, delivery }: ElectionCardProps) {
  const text = useText()
  const words = useWords(deliveryWords)
  const now = useChainTime()
  if (now === null) return <Skeleton rows={4} />
  const lots = BigInt(delivery.lots)
  const delivered = BigInt(delivery.delivered)
  const isOver = delivery.state === 'settled'
  const due = duePace(lots, delivery.schedule, now)
  return (
    <article aria-label={words.election(delivery.election)} className="flex flex-col gap-3 px-3 py-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium">{words.election(delivery.election)}</h3>
        <MarketLink symbol={delivery.symbol} />
        <DeliveryBadge delivery={delivery} now={now} />
        <span className="text-muted text-xs">
          {cleanText(delivery.site, 64)} · {shortAddress(delivery.provider)} · {cleanText(delivery.endpoint, 64)}
        </span>
      </header>
      <Timeline schedule={delivery.schedule} now={now} settledAt={delivery.settledAt} />
      <Meter
        label={`${words.hoursDelivered} ${formatLots(delivered)} ${words.ofHours(formatLots(lots))}`}
        value={delivered}
        maximum={lots}
        due={isOver ? undefined : due}
      />
      <Figures>
        <Figure
          label={words.hoursDelivered}
          value={formatLots(delivered)}
          unit={text.unit.hours}
          hint={words.ofHours(formatLots(lots))}
          tone={!isOver && isLate(lots, delivered, delivery.schedule, now) ? 'warn' : undefined}
        />
        {!isOver && <Figure label={words.pace} value={formatLots(due)} unit={text.unit.hours} hint={words.paceHint} />}
        <Figure
          label={words.paid}
          value={formatMoney(delivery.paid, undefined, { exact: true })}
          unit="USDC"
          hint={words.paidHint}
        />
        <Figure
          label={words.meter}
          value={delivery.meter ? shortAddress(delivery.meter) : words.buyerOnly}
          hint={words.meterHint}
        />
      </Figures>
      {!isOver && now < delivery.schedule.postingEnd && (
        <GatewayPanel
          name={words.election(delivery.election)}
          metered={meteredElection(desk, delivery, text.unit.hours)}
          now={now}
        />
      )}
      <CashPart desk={desk} delivery={delivery} now={now} />
      <section aria-label={`${words.receipts}: ${words.election(delivery.election)}`}>
        <h4 className="label pb-1">{words.receipts}</h4>
        <ReceiptsTable election={delivery.election} />
      </section>
    </article>
  )
}
