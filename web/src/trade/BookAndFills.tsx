import type { Market } from '@gigahour/indexer/api'
import { useState } from 'react'
import { GroupingMenu } from '../book/GroupingMenu.tsx'
import { OrderBook } from '../book/OrderBook.tsx'
import { RecentFills } from '../book/RecentFills.tsx'
import { useText } from '../i18n/text.tsx'
import { Panel } from '../ui/Panel.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { useSetLevel } from './useSetLevel.ts'

type BookAndFillsProps = { market: Market; className?: string; onPicked?: () => void }

/** Book and fills as tabs of one panel, where there is no room for both. */
export function BookAndFills({ market, className, onPicked }: BookAndFillsProps) {
  const text = useText()
  const [view, setView] = useState<'book' | 'fills'>('book')
  const setLevel = useSetLevel(market)
  const tabs = [
    { id: 'book', label: text.book.title },
    { id: 'fills', label: text.book.fills },
  ] as const
  return (
    <Panel
      title={text.book.title}
      fill
      className={className ?? ''}
      heading={<TabList name="book" label={text.book.views} tabs={tabs} selected={view} onSelect={setView} />}
      actions={view === 'book' && <GroupingMenu market={market} />}
    >
      <TabPanel name="book" selected={view} className="absolute inset-0">
        {view === 'book' ? (
          <OrderBook
            market={market}
            onPick={(tick, lots) => {
              setLevel(tick, lots)
              onPicked?.()
            }}
          />
        ) : (
          <RecentFills market={market} />
        )}
      </TabPanel>
    </Panel>
  )
}
