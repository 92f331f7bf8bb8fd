import type { Market } from '@gigahour/indexer/api'
import { AccountSummary } from '../account/AccountSummary.tsx'
import { GroupingMenu } from '../book/GroupingMenu.tsx'
import { OrderBook } from '../book/OrderBook.tsx'
import { RecentFills } from '../book/RecentFills.tsx'
import { ChartPanel, IntervalChoice } from '../chart/ChartPanel.tsx'
import { useText } from '../i18n/text.tsx'
import { Dock } from '../order/Dock.tsx'
import { KindChoice } from '../order/KindChoice.tsx'
import { Ticket } from '../order/Ticket.tsx'
import { Panel } from '../ui/Panel.tsx'
import { CurveAndTerms } from './CurveAndTerms.tsx'
import { DepthChart } from './charts.tsx'
import { useSetLevel } from './useSetLevel.ts'

/** Three columns: chart over curve and depth, book over fills, ticket over account. */
export function WideTrade({ market }: { market: Market }) {
  const text = useText()
  const setLevel = useSetLevel(market)
  return (
    <div className="grid min-h-[680px] flex-1 grid-cols-[minmax(0,1fr)_300px_320px] gap-px bg-line">
      <div className="grid min-h-0 grid-rows-[minmax(0,1.35fr)_minmax(0,1fr)_minmax(0,244px)] gap-px">
        <Panel title={text.chart.title} fill actions={<IntervalChoice />}>
          <ChartPanel market={market} />
        </Panel>
        <div className="grid min-h-0 grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)] gap-px">
          <CurveAndTerms market={market} />
          <Panel title={text.chart.depth} fill>
            <DepthChart market={market} />
          </Panel>
        </div>
        <Dock />
      </div>
      <div className="grid min-h-0 grid-rows-[minmax(0,1.9fr)_minmax(0,1fr)] gap-px">
        <Panel title={text.book.title} fill actions={<GroupingMenu market={market} />}>
          <OrderBook market={market} onPick={setLevel} />
        </Panel>
        <Panel title={text.book.fills} fill>
          <RecentFills market={market} />
        </Panel>
      </div>
      <div className="flex min-h-0 flex-col gap-px overflow-y-auto bg-panel">
        <Panel title={text.ticket.title} className="shrink-0" actions={<KindChoice />}>
          <Ticket market={market} />
        </Panel>
        <Panel title={text.account.title} className="shrink-0 border-line border-t">
          <AccountSummary market={market} />
        </Panel>
      </div>
    </div>
  )
}
