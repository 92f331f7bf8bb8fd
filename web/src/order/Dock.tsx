import { lazy, Suspense, useState } from 'react'
import { useOrders, usePositions } from '../account/useAccount.ts'
import { useText } from '../i18n/text.tsx'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Empty, Skeleton } from '../ui/states.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { CancelAll } from './CancelAll.tsx'

const OpenOrders = lazy(() => import('./OpenOrders.tsx').then((m) => ({ default: m.OpenOrders })))
const PositionsTable = lazy(() => import('../account/PositionsTable.tsx').then((m) => ({ default: m.PositionsTable })))
const AccountFills = lazy(() => import('../account/AccountFills.tsx').then((m) => ({ default: m.AccountFills })))

type DockTab = 'orders' | 'fills' | 'positions'

/** Orders, fills and positions of the account under the chart. */
export function Dock({ className }: { className?: string }) {
  const text = useText()
  const [tab, setTab] = useState<DockTab>('orders')
  const wallet = useWallet()
  const orders = useOrders()
  const positions = usePositions()
  const open = orders.data?.filter((order) => order.status === 'open') ?? []
  const tabs = [
    { id: 'orders', label: text.order.title, count: open.length },
    { id: 'positions', label: text.position.title, count: positions.data?.length },
    { id: 'fills', label: text.order.fillsTitle },
  ] as const
  return (
    <Panel
      title={text.order.dock}
      rule={tab === 'positions' ? text.position.rule : text.order.rule}
      fill
      className={className ?? ''}
      heading={<TabList name="dock" label={text.order.dock} tabs={tabs} selected={tab} onSelect={setTab} />}
      actions={tab === 'orders' && open.length > 0 && <CancelAll orders={open} />}
    >
      <TabPanel name="dock" selected={tab}>
        <ScrollArea label={tabs.find(({ id }) => id === tab)?.label ?? ''}>
          {wallet.status === 'none' || wallet.status === 'connecting' ? (
            <Empty title={text.account.noWallet} detail={text.account.noWalletDetail} />
          ) : (
            <Suspense fallback={<Skeleton rows={3} rowHeight={28} />}>
              {tab === 'orders' && <OpenOrders />}
              {tab === 'positions' && <PositionsTable />}
              {tab === 'fills' && <AccountFills />}
            </Suspense>
          )}
        </ScrollArea>
      </TabPanel>
    </Panel>
  )
}
