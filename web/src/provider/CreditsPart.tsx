import type { Credit } from '@gigahour/indexer/api/credits'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMonitorFeed } from '../financing/feeds.ts'
import { monitorQuery } from '../financing/queries.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/states.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { CreditCard } from './CreditCard.tsx'
import { CreditDialog } from './CreditDialog.tsx'
import { providerWords } from './words.ts'

/** The provider's credits and the bond behind them. */
export function CreditsPart({ credits }: { credits: readonly Credit[] }) {
  const words = useWords(providerWords)
  const services = useServices()
  const factory = services.config.deployment.creditFactory
  const coverageRule = useQuery(monitorQuery(services)).data?.rules.coverageBp
  useMonitorFeed()
  const isReady = useWallet().status === 'ready'
  const [isOpen, setOpen] = useState(false)
  const button = factory && (
    <Button look="primary" disabled={!isReady} onClick={() => setOpen(true)}>
      {words.issueCredit}
    </Button>
  )
  return (
    <>
      {credits.length === 0 ? (
        <Empty title={words.noCredits} detail={words.noCreditsDetail} action={button} />
      ) : (
        <>
          <div className="px-4 py-3">{button}</div>
          <ul className="divide-y divide-line border-line border-t">
            {credits.map((credit) => (
              <li key={credit.token}>
                <CreditCard credit={credit} coverageRule={coverageRule} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpen && factory && <CreditDialog factory={factory} onClose={() => setOpen(false)} />}
    </>
  )
}
