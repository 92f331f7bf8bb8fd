import type { Market } from '@gigahour/indexer/api'
import { useState } from 'react'
import { useText } from '../i18n/text.tsx'
import { ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { TabList, TabPanel } from '../ui/Tabs.tsx'
import { MarketCurve, Terms } from './charts.tsx'

/** The curve of a series and its terms as tabs of one panel; a spot market has terms alone. */
export function CurveAndTerms({ market }: { market: Market }) {
  const text = useText()
  const [view, setView] = useState<'curve' | 'terms'>('curve')
  if (market.kind === 'spot') {
    return (
      <Panel title={text.series.terms} fill>
        <Terms market={market} />
      </Panel>
    )
  }
  const title = text.curve.title(market.grade)
  const tabs = [
    { id: 'curve', label: title },
    { id: 'terms', label: text.series.terms },
  ] as const
  return (
    <Panel
      title={title}
      fill
      heading={<TabList name="curve" label={title} tabs={tabs} selected={view} onSelect={setView} />}
    >
      <TabPanel name="curve" selected={view} className="absolute inset-0">
        {view === 'curve' ? (
          <MarketCurve market={market} />
        ) : (
          <ScrollArea label={text.series.terms}>
            <Terms market={market} />
          </ScrollArea>
        )}
      </TabPanel>
    </Panel>
  )
}
