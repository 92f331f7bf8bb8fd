import { useText, useWords } from '../i18n/text.tsx'
import { CancelAll } from '../order/CancelAll.tsx'
import { OpenOrders } from '../order/OpenOrders.tsx'
import { useNavigate, useSearchParam } from '../router/location.ts'
import { Button } from '../ui/Button.tsx'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty } from '../ui/states.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { AccountFills } from './AccountFills.tsx'
import { BalancesTable } from './BalancesTable.tsx'
import { ExportFills } from './ExportFills.tsx'
import { LockedLine } from './LockedLine.tsx'
import { PortfolioFigures } from './PortfolioFigures.tsx'
import { PositionsTable } from './PositionsTable.tsx'
import { RedeemButton } from './RedeemButton.tsx'
import { SetsButton } from './SetsButton.tsx'
import { useOrders } from './useAccount.ts'
import { portfolioWords } from './words.ts'

export type PortfolioTab = 'orders' | 'fills'

/** Everything that the account holds and did. */
export function PortfolioPage() {
  const text = useText()
  const words = useWords(portfolioWords)
  const wallet = useWallet()
  const dialog = useWalletDialog()
  const navigate = useNavigate()
  const tab: PortfolioTab = useSearchParam('tab') === 'fills' ? 'fills' : 'orders'
  const orders = useOrders()
  const open = orders.data?.filter((order) => order.status === 'open') ?? []
  if (wallet.status === 'none' || wallet.status === 'connecting') {
    return (
      <div className="flex flex-1 flex-col bg-panel">
        <h1 className="sr-only">{text.page.portfolio}</h1>
        <Empty
          className="flex-1"
          title={text.account.noWallet}
          detail={text.account.noWalletDetail}
          action={
            <Button look="primary" onClick={() => dialog.open('connect')}>
              {text.connect.connect}
            </Button>
          }
        />
      </div>
    )
  }
  const tabs = [
    { id: 'orders', label: text.order.title, count: open.length },
    { id: 'fills', label: text.order.fillsTitle },
  ] as const
  return (
    <div className="flex flex-1 flex-col gap-px bg-line">
      <h1 className="sr-only">{text.page.portfolio}</h1>
      <PortfolioFigures />
      <LockedLine />
      <div className="grid flex-1 gap-px max-xl:auto-rows-[minmax(320px,auto)] xl:min-h-0 xl:grid-cols-[minmax(0,1fr)_440px] xl:grid-rows-2">
        <Panel title={text.position.title} rule={text.position.rule} fill>
          <ScrollArea label={text.position.title}>
            <PositionsTable
              action={({ symbol }) => (
                <>
                  <RedeemButton symbol={symbol} />
                  <SetsButton symbol={symbol} />
                </>
              )}
            />
          </ScrollArea>
        </Panel>
        <Panel title={words.balances} rule={words.balancesRule} fill>
          <ScrollArea label={words.balances}>
            <BalancesTable />
          </ScrollArea>
        </Panel>
        <Panel
          title={text.order.dock}
          rule={text.order.rule}
          className="xl:col-span-2"
          fill
          heading={
            <TabList
              name="portfolio"
              label={text.order.dock}
              tabs={tabs}
              selected={tab}
              onSelect={(next) => navigate({ to: '/portfolio', search: { tab: next }, replace: true })}
            />
          }
          actions={tab === 'fills' ? <ExportFills /> : open.length > 0 && <CancelAll orders={open} />}
        >
          <TabPanel name="portfolio" selected={tab}>
            <ScrollArea label={tab === 'fills' ? text.order.fillsTitle : text.order.title}>
              {tab === 'fills' ? <AccountFills /> : <OpenOrders />}
            </ScrollArea>
          </TabPanel>
        </Panel>
      </div>
    </div>
  )
}
