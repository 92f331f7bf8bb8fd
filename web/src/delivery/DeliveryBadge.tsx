import type { Delivery } from '@gigahour/indexer/api/delivery'
import { useWords } from '../i18n/text.tsx'
import { Badge } from '../ui/Badge.tsx'
import { isLate, phaseOf } from './phase.ts'
import { deliveryWords } from './words.ts'

/** Where an election stands, in a word or two. */
export function DeliveryBadge({ delivery, now }: { delivery: Delivery; now: number }) {
  const words = useWords(deliveryWords)
  const { state, lots, delivered, schedule, settlement } = delivery
  if (state === 'settled') {
    return settlement ? <Badge tone="warn">{words.paidInCash}</Badge> : <Badge tone="good">{words.delivered}</Badge>
  }
  const phase = phaseOf(schedule, now)
  return (
    <>
      <Badge tone={phase === 'due' ? 'warn' : 'plain'}>{words.phase[phase]}</Badge>
      {isLate(BigInt(lots), BigInt(delivered), schedule, now) && <Badge tone="warn">{words.late}</Badge>}
    </>
  )
}
