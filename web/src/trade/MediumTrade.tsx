import type { Market } from '@gigahour/indexer/api'
import { AccountSummary } from '../account/AccountSummary.tsx'
import { ChartPanel, IntervalChoice } from '../chart/ChartPanel.tsx'
import { useText } from '../i18n/text.tsx'
import { Dock } from '../order/Dock.tsx'
import { KindChoice } from '../order/KindChoice.tsx'
import { Ticket } from '../order/Ticket.tsx'
import { Panel } from '../ui/Panel.tsx'
import { BookAndFills } from './BookAndFills.tsx'
import { CurveAndTerms } from './CurveAndTerms.tsx'
import { DepthChart } from './charts.tsx'

/** Two columns: book and fills share one panel. The ticket stands beside chart and orders; curve and depth follow below. */
export function MediumTrade({ market }: { market: Market }) {
  const text = useText()
  return (
    <div className="grid flex-1 grid-cols-[minmax(0,1fr)_320px] gap-px bg-line">
      <div className="grid grid-cols-2 grid-rows-[minmax(360px,1fr)_240px_260px] gap-px">
        <Panel title={text.chart.title} fill className="col-span-2" actions={<IntervalChoice />}>
          <ChartPanel market={market} />
        </Panel>
        <Dock className="col-span-2" />
        <CurveAndTerms market={market} />
        <Panel title={text.chart.depth} fill>
          <DepthChart market={market} />
        </Panel>
      </div>
      <div className="flex flex-col gap-px bg-panel">
        <BookAndFills market={market} className="h-[272px]" />
        <Panel title={text.ticket.title} className="border-line border-t" actions={<KindChoice />}>
          <Ticket market={market} />
        </Panel>
        <Panel title={text.account.title} className="border-line border-t">
          <AccountSummary market={market} />
        </Panel>
      </div>
    </div>
  )
}
