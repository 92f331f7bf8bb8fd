import type { Credit } from '@gigahour/indexer/api/credits'
import { useQuery } from '@tanstack/react-query'
import { formatLots } from '../format.ts'
import { GatewayPanel } from '../gateway/GatewayPanel.tsx'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { Meter } from '../ui/Meter.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { meteredRedemption } from './meteredRedemption.ts'
import { ownFinancingQuery } from './queries.ts'
import { financingWords } from './words.ts'

/** The reader's open redemptions of a credit, each with the work at its endpoint; nothing where there are none. */
export function OwnRedemptions({ credit }: { credit: Credit }) {
  const words = useWords(financingWords)
  const now = useChainTime()
  const { data } = useQuery(ownFinancingQuery(useServices(), useAddress()))
  const open = (data?.redemptions ?? []).filter(({ token, state }) => token === credit.token && state === 'queued')
  // Receipts of the window are taken until somebody declares default.
  if (now === null || credit.state === 'default' || open.length === 0) return null
  return (
    <Panel title={words.ownRedemptions} rule={words.ownRedemptionsRule}>
      {open.map((redemption) => {
        const name = words.redemption(redemption.redemption)
        const progress = words.deliveredOf(formatLots(redemption.delivered), formatLots(redemption.lots))
        return (
          <article key={redemption.redemption} aria-label={name} className="flex flex-col gap-2 p-3">
            <div className="flex flex-wrap items-center gap-x-3">
              <h3 className="font-medium text-sm">{name}</h3>
              <span className="text-muted text-xs">{progress}</span>
            </div>
            <Meter label={progress} value={BigInt(redemption.delivered)} maximum={BigInt(redemption.lots)} />
            <GatewayPanel name={name} metered={meteredRedemption(credit, redemption)} now={now} />
          </article>
        )
      })}
    </Panel>
  )
}
