import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { CancelAll } from '../order/CancelAll.tsx'
import { OpenOrders } from '../order/OpenOrders.tsx'
import { Button } from '../ui/Button.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty } from '../ui/states.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { AccountFills } from './AccountFills.tsx'
import { BalancesTable } from './BalancesTable.tsx'
import { ExportFills } from './ExportFills.tsx'
import { PortfolioFigures } from './PortfolioFigures.tsx'
import { PositionsTable } from './PositionsTable.tsx'
import { SetsButton } from './SetsButton.tsx'
import { useOrders } from './useAccount.ts'

export type PortfolioTab = 'positions' | 'orders' | 'fills' | 'balances'

/** Everything that the account holds and did. */
export function PortfolioPage() {
  const text = useText()
  const wallet = useWallet()
  const dialog = useWalletDialog()
  const navigate = useNavigate()
  const tab = useSearch({ from: '/portfolio' }).tab ?? 'positions'
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
    { id: 'positions', label: text.position.title },
    { id: 'orders', label: text.order.title, count: open.length },
    { id: 'fills', label: text.order.fillsTitle },
    { id: 'balances', label: text.account.balances },
  ] as const
  const content: Record<PortfolioTab, ReactNode> = {
    positions: <PositionsTable action={(position) => <SetsButton symbol={position.symbol} />} />,
    orders: <OpenOrders />,
    fills: <AccountFills />,
    balances: <BalancesTable />,
  }
  return (
    <div className="flex flex-1 flex-col gap-px bg-line">
      <h1 className="sr-only">{text.page.portfolio}</h1>
      <PortfolioFigures />
      <Panel
        title={text.account.title}
        className="min-h-[420px] flex-1"
        fill
        heading={
          <TabList
            name="portfolio"
            label={text.account.title}
            tabs={tabs}
            selected={tab}
            onSelect={(next) => void navigate({ to: '/portfolio', search: { tab: next }, replace: true })}
          />
        }
        actions={
          tab === 'fills' ? <ExportFills /> : tab === 'orders' && open.length > 0 ? <CancelAll orders={open} /> : null
        }
      >
        <TabPanel name="portfolio" selected={tab} className="absolute inset-0 overflow-auto">
          {content[tab]}
        </TabPanel>
      </Panel>
    </div>
  )
}
