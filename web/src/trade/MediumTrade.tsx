import type { Market } from '@gigahour/indexer/api'
import { useState } from 'react'
import { AccountSummary } from '../account/AccountSummary.tsx'
import { ChartPanel, IntervalChoice } from '../chart/ChartPanel.tsx'
import { DepthChart } from '../chart/DepthChart.tsx'
import { MarketCurve } from '../curve/CurvePanel.tsx'
import { useText } from '../i18n/text.tsx'
import { Dock } from '../order/Dock.tsx'
import { Ticket } from '../order/Ticket.tsx'
import { Panel } from '../ui/Panel.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { BookAndFills } from './BookAndFills.tsx'

type View = 'chart' | 'depth' | 'curve'

/** Two columns: the charts share one panel, and so do book and fills. */
export function MediumTrade({ market }: { market: Market }) {
  const text = useText()
  const [view, setView] = useState<View>('chart')
  const tabs = [
    { id: 'chart', label: text.chart.title },
    { id: 'depth', label: text.chart.depth },
    { id: 'curve', label: text.curve.short },
  ] as const
  return (
    <div className="grid flex-1 grid-cols-[minmax(0,1fr)_320px] gap-px bg-line">
      <div className="grid min-h-[640px] grid-rows-[minmax(0,1fr)_260px] gap-px self-start md:h-[max(640px,calc(100dvh-117px))]">
        <Panel
          title={text.chart.title}
          fill
          heading={<TabList name="chart" label={text.chart.views} tabs={tabs} selected={view} onSelect={setView} />}
          actions={view === 'chart' && <IntervalChoice />}
        >
          <TabPanel name="chart" selected={view} className="absolute inset-0">
            {view === 'chart' && <ChartPanel market={market} />}
            {view === 'depth' && <DepthChart market={market} />}
            {view === 'curve' && <MarketCurve market={market} />}
          </TabPanel>
        </Panel>
        <Dock />
      </div>
      <div className="flex min-h-0 flex-col gap-px bg-panel">
        <BookAndFills market={market} className="h-[286px]" />
        <Panel title={text.ticket.title} className="border-line border-t">
          <Ticket market={market} />
        </Panel>
        <Panel title={text.account.title} className="border-line border-t">
          <AccountSummary market={market} />
        </Panel>
      </div>
    </div>
  )
}
