import type { Market } from '@gigahour/indexer/api'
import { useState } from 'react'
import { AccountSummary } from '../account/AccountSummary.tsx'
import { ChartPanel, IntervalChoice } from '../chart/ChartPanel.tsx'
import { useText } from '../i18n/text.tsx'
import { Dock } from '../order/Dock.tsx'
import { useDraft } from '../order/draft.tsx'
import { KindChoice } from '../order/KindChoice.tsx'
import { Ticket } from '../order/Ticket.tsx'
import { Button } from '../ui/Button.tsx'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Panel } from '../ui/Panel.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { BookAndFills } from './BookAndFills.tsx'
import { DepthChart, MarketCurve, Terms } from './charts.tsx'

type View = 'chart' | 'depth' | 'curve' | 'terms' | 'account'

/** One column for a phone; the bar at the bottom opens the ticket as a sheet. */
export function NarrowTrade({ market }: { market: Market }) {
  const text = useText()
  const { update } = useDraft()
  const [view, setView] = useState<View>('chart')
  const [isTicketOpen, setTicketOpen] = useState(false)
  const open = (side: 'buy' | 'sell') => {
    update({ side, funding: 'auto' })
    setTicketOpen(true)
  }
  const tabs = [
    { id: 'chart', label: text.chart.title },
    { id: 'depth', label: text.chart.depth },
    ...(market.kind === 'series' ? [{ id: 'curve' as const, label: text.curve.short }] : []),
    { id: 'terms', label: text.series.terms },
    { id: 'account', label: text.account.title },
  ] as const
  return (
    <div className="flex flex-1 flex-col gap-px bg-line">
      <Panel
        title={text.chart.views}
        fill
        className="h-[320px]"
        heading={<TabList name="chart" label={text.chart.views} tabs={tabs} selected={view} onSelect={setView} />}
      >
        <TabPanel name="chart" selected={view} className="absolute inset-0 flex flex-col">
          {view === 'chart' && (
            <>
              <div className="flex justify-end border-line border-b px-2">
                <IntervalChoice />
              </div>
              <div className="relative min-h-0 flex-1">
                <ChartPanel market={market} />
              </div>
            </>
          )}
          {view === 'depth' && <DepthChart market={market} />}
          {view === 'curve' && market.kind === 'series' && <MarketCurve market={market} />}
          {view === 'terms' && (
            <ScrollArea label={text.series.terms}>
              <Terms market={market} />
            </ScrollArea>
          )}
          {view === 'account' && <AccountSummary market={market} />}
        </TabPanel>
      </Panel>
      <BookAndFills market={market} className="h-[380px]" onPicked={() => setTicketOpen(true)} />
      <Dock className="h-[340px]" />
      <div className="sticky bottom-0 z-30 grid grid-cols-2 gap-2 border-line border-t bg-panel p-2">
        <Button look="bid" size="large" onClick={() => open('buy')}>
          {text.side.buy}
        </Button>
        <Button look="ask" size="large" onClick={() => open('sell')}>
          {text.side.sell}
        </Button>
      </div>
      {isTicketOpen && (
        <Dialog title={market.symbol} form="sheet" onClose={() => setTicketOpen(false)}>
          <div className="px-3 pt-3">
            <KindChoice />
          </div>
          <Ticket market={market} onPlaced={() => setTicketOpen(false)} />
        </Dialog>
      )}
    </div>
  )
}
