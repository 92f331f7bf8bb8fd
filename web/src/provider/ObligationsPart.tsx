import type { Delivery } from '@gigahour/indexer/api/delivery'
import { CashPart } from '../delivery/CashPart.tsx'
import { DeliveryBadge } from '../delivery/DeliveryBadge.tsx'
import { duePace, isLate, partElections } from '../delivery/phase.ts'
import { deliveryWords } from '../delivery/words.ts'
import { formatLots, formatMoney, formatUtc, shortAddress } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { Badge } from '../ui/Badge.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Meter } from '../ui/Meter.tsx'
import { Empty, Skeleton } from '../ui/states.tsx'
import { isReceiptOverdue } from './overdue.ts'
import { providerWords } from './words.ts'

/** Elections of the provider's offers: delivered against the pace that is due. What is settled is folded away. */
export function ObligationsPart({ deliveries }: { deliveries: readonly Delivery[] }) {
  const words = useWords(providerWords)
  const shared = useWords(deliveryWords)
  const now = useChainTime()
  if (deliveries.length === 0) return <Empty title={words.noObligations} detail={words.noObligationsDetail} />
  if (now === null) return <Skeleton rows={4} />
  const { running, settled } = partElections(deliveries)
  return (
    <>
      <Obligations deliveries={running} now={now} />
      {settled.length > 0 && (
        <Fold title={shared.settledElections(settled.length)}>
          <Obligations deliveries={settled} now={now} />
        </Fold>
      )}
    </>
  )
}

function Obligations({ deliveries, now }: { deliveries: readonly Delivery[]; now: number }) {
  return (
    <ul className="divide-y divide-line">
      {deliveries.map((delivery) => (
        <Obligation key={delivery.election} delivery={delivery} now={now} />
      ))}
    </ul>
  )
}

function Obligation({ delivery, now }: { delivery: Delivery; now: number }) {
  const text = useText()
  const words = useWords(providerWords)
  const shared = useWords(deliveryWords)
  const locale = useLocale()
  const desk = useServices().config.deployment.deliveryDesk
  const lots = BigInt(delivery.lots)
  const delivered = BigInt(delivery.delivered)
  const due = duePace(lots, delivery.schedule, now)
  const isOver = delivery.state === 'settled'
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium">{shared.election(delivery.election)}</h3>
        <MarketLink symbol={delivery.symbol} />
        <DeliveryBadge delivery={delivery} now={now} />
        {isReceiptOverdue(delivery, now) && (
          <span title={words.receiptOverdueHint}>
            <Badge tone="danger">{words.receiptOverdue}</Badge>
          </span>
        )}
        <span className="text-muted text-xs">
          {words.buyer} <span className="figure">{shortAddress(delivery.buyer)}</span>
        </span>
      </div>
      <Meter
        label={`${shared.hoursDelivered} ${formatLots(delivered)} ${shared.ofHours(formatLots(lots))}`}
        value={delivered}
        maximum={lots}
        due={isOver ? undefined : due}
      />
      <Figures>
        <Figure
          label={shared.hoursDelivered}
          value={formatLots(delivered)}
          unit={text.unit.hours}
          hint={shared.ofHours(formatLots(lots))}
          tone={!isOver && isLate(lots, delivered, delivery.schedule, now) ? 'warn' : undefined}
        />
        {!isOver && (
          <Figure label={shared.pace} value={formatLots(due)} unit={text.unit.hours} hint={shared.paceHint} />
        )}
        <Figure
          label={shared.paid}
          value={formatMoney(delivery.paid, undefined, { exact: true })}
          unit="USDC"
          hint={shared.paidHint}
        />
        {now >= delivery.schedule.start && (
          <Figure
            label={words.lastReceipt}
            value={delivery.lastReceiptAt === null ? words.noReceipt : formatUtc(delivery.lastReceiptAt, locale)}
            hint={isOver || now >= delivery.schedule.postingEnd ? undefined : words.lastReceiptHint}
          />
        )}
      </Figures>
      {desk && <CashPart desk={desk} delivery={delivery} now={now} />}
    </li>
  )
}
