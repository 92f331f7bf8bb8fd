import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty } from '../ui/states.tsx'
import { useDeliveriesFeed } from './feeds.ts'
import { MyElections } from './MyElections.tsx'
import { OffersTable } from './OffersTable.tsx'
import { deliveryWords } from './words.ts'

/** Where LONG becomes compute: offers, elections, the provider's endpoint, receipts, and cash for what did not come. */
export function DeliverPage() {
  const words = useWords(deliveryWords)
  const desk = useServices().config.deployment.deliveryDesk
  useDeliveriesFeed(desk !== undefined)
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-panel">
      <PageHead title={words.title}>
        {words.detail} {words.clock}
      </PageHead>
      {desk ? (
        <>
          <Panel title={words.offers} className="shrink-0 border-line border-b">
            <OffersTable desk={desk} />
          </Panel>
          <Panel title={words.mine} className="shrink-0">
            <MyElections desk={desk} />
          </Panel>
        </>
      ) : (
        <Empty className="flex-1" title={words.noDesk} />
      )}
    </div>
  )
}
