import type { Delivery } from '@gigahour/indexer/api/delivery'
import type { Address } from 'viem'
import { formatPrice } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { DamagesLines } from './DamagesLines.tsx'
import { damagesOf } from './damages.ts'
import { isLate, phaseOf } from './phase.ts'
import { deliveryWords } from './words.ts'

type CashPartProps = { desk: Address; delivery: Delivery; now: number }

/** What undelivered hours were paid, will be paid, or would be paid if nothing more came. */
export function CashPart({ desk, delivery, now }: CashPartProps) {
  const words = useWords(deliveryWords)
  const wallet = useWallet()
  const send = useSend()
  const market = useMarkets().bySymbol.get(delivery.symbol)
  const { settlement, schedule, election } = delivery
  const elected = BigInt(delivery.lots)
  const undelivered = settlement ? BigInt(settlement.undelivered) : elected - BigInt(delivery.delivered)
  const isDue = delivery.state === 'due' || (delivery.state !== 'settled' && phaseOf(schedule, now) === 'due')
  const isExpected = now >= schedule.end || isLate(elected, BigInt(delivery.delivered), schedule, now)
  const isShown = settlement !== null || (delivery.state !== 'settled' && isExpected)
  const fixed = settlement?.tick ?? market?.settlementTick ?? null
  const tick = fixed ?? market?.stats.last ?? null
  if (!isShown || undelivered === 0n || tick === null || !market) return null
  const unit = 10n ** BigInt(market.unitExponent)
  const shared = damagesOf({ cap: delivery.cap, tick, unit, elected, undelivered })
  const settle = () =>
    send({
      summary: words.settleSummary(election),
      build: async () => (await import('@gigahour/contracts/delivery')).settleElection(desk, BigInt(election)),
    })
  return (
    <section aria-label={`${words.damagesTitle}: ${words.election(election)}`} className="border-line border-l-2 pl-3">
      <h4 className="pb-1 font-medium text-xs">{words.damagesTitle}</h4>
      {fixed === null && <p className="text-muted text-xs">{words.ifNow(formatPrice(tick))}</p>}
      <DamagesLines shared={shared} undelivered={undelivered} tick={tick} isFixed={fixed !== null} />
      {isDue && (
        <div className="flex flex-wrap items-center gap-3 pt-2">
          <Button
            look="primary"
            disabled={market.settlementTick === null || wallet.status !== 'ready'}
            onClick={() => void settle()}
          >
            {words.settle}
          </Button>
          <p className="text-muted text-xs">{market.settlementTick === null ? words.settleWaits : words.settleReady}</p>
        </div>
      )}
    </section>
  )
}
