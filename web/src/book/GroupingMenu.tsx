import type { Market } from '@gigahour/indexer/api'
import { formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { setPreferences, usePreferences } from '../preferences.ts'
import { GROUPINGS } from './grouping.ts'

/** How many ticks one row of the book stands for; remembered for each market. */
export function GroupingMenu({ market }: { market: Market }) {
  const text = useText()
  const { grouping } = usePreferences()
  return (
    <select
      aria-label={text.book.grouping}
      title={text.book.grouping}
      value={grouping[market.symbol] ?? 1}
      onChange={(event) => setPreferences({ grouping: { ...grouping, [market.symbol]: Number(event.target.value) } })}
      className="figure h-6 rounded border border-line bg-panel px-1 text-2xs text-muted hover:text-fg pointer-coarse:h-9"
    >
      {GROUPINGS.map((step) => (
        <option key={step} value={step}>
          {formatPrice(step, scaleOf(market))}
        </option>
      ))}
    </select>
  )
}
