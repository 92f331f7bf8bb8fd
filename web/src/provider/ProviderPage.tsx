import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ClaimLine } from '../delivery/ClaimLine.tsx'
import { useDeliveriesFeed } from '../delivery/feeds.ts'
import { useIssuedFeeds } from '../financing/feeds.ts'
import { formatLots, formatMoney } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Figure, Figures } from '../ui/Figures.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { NeedsWallet } from '../wallet/NeedsWallet.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { CreditsPart } from './CreditsPart.tsx'
import { LadderPart } from './LadderPart.tsx'
import { NotesPart } from './NotesPart.tsx'
import { ObligationsPart } from './ObligationsPart.tsx'
import { OffersPart } from './OffersPart.tsx'
import { providerQuery } from './queries.ts'
import { providerWords } from './words.ts'

const TABS = ['obligations', 'offers', 'credits', 'notes', 'ladder'] as const
type Tab = (typeof TABS)[number]

/** What a provider of compute offers, owes and has issued. */
export function ProviderPage() {
  const text = useText()
  const words = useWords(providerWords)
  const services = useServices()
  const { deliveryDesk } = services.config.deployment
  const address = useAddress()
  const query = useQuery(providerQuery(services, address))
  const [tab, setTab] = useState<Tab>('obligations')
  useDeliveriesFeed(address !== null)
  useIssuedFeeds(address !== null)
  const provider = query.data
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-panel">
      <PageHead title={words.title}>{words.detail}</PageHead>
      {!address ? (
        <NeedsWallet title={words.noWallet} detail={words.noWalletDetail} />
      ) : query.isPending ? (
        <Skeleton rows={8} rowHeight={28} />
      ) : !provider ? (
        <LoadError error={query.error ?? new Error()} onRetry={query.refetch} />
      ) : (
        <>
          {query.isRefetchError && <OldData onRetry={query.refetch} />}
          {deliveryDesk && <ClaimLine desk={deliveryDesk} claimable={BigInt(provider.desk.claimable)} />}
          <section className="border-line border-b px-4 py-3">
            <Figures>
              <Figure
                label={words.deliver}
                value={formatLots(provider.obligations.deliver)}
                unit={text.unit.hours}
                hint={words.deliverHint}
              />
              <Figure
                label={words.redeem}
                value={formatLots(provider.obligations.redeem)}
                unit={words.units}
                hint={words.redeemHint}
              />
              <Figure
                label={words.outstanding}
                value={formatLots(provider.obligations.outstanding)}
                unit={words.units}
                hint={words.outstandingHint}
              />
              <Figure
                label={words.bond}
                value={formatMoney(provider.obligations.bond)}
                unit="USDC"
                hint={words.bondHint}
              />
              <Figure
                label={words.withdrawable}
                value={formatMoney(provider.obligations.withdrawable, undefined, { exact: true })}
                unit="USDC"
                hint={words.withdrawableHint}
              />
              <Figure
                label={words.arrears}
                value={formatMoney(provider.obligations.arrears)}
                unit="USDC"
                hint={words.arrearsHint}
                tone={provider.obligations.arrears === '0' ? undefined : 'warn'}
              />
            </Figures>
          </section>
          <Panel
            title={words.title}
            className="shrink-0"
            heading={
              <TabList
                name="provider"
                label={words.title}
                tabs={TABS.map((id) => ({ id, label: words.tabs[id] }))}
                selected={tab}
                onSelect={setTab}
              />
            }
          >
            <TabPanel name="provider" selected={tab}>
              {tab === 'obligations' && <ObligationsPart deliveries={provider.deliveries} />}
              {tab === 'offers' && <OffersPart offers={provider.offers} />}
              {tab === 'credits' && <CreditsPart credits={provider.credits} />}
              {tab === 'notes' && <NotesPart {...provider} />}
              {tab === 'ladder' && <LadderPart />}
            </TabPanel>
          </Panel>
        </>
      )}
    </div>
  )
}
