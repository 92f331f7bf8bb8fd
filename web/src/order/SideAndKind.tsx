import type { Market } from '@gigahour/indexer/api'
import { useText } from '../i18n/text.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useDraft } from './draft.tsx'

export function SideAndKind({ market }: { market: Market }) {
  const text = useText()
  const { draft, update } = useDraft()
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        name="side"
        legend={text.ticket.side}
        value={draft.side}
        onChange={(side) => update({ side, funding: 'auto' })}
        options={[
          { id: 'buy', label: text.side.buy, selectedClass: 'bg-bid font-semibold text-on-side' },
          { id: 'sell', label: text.side.sell, selectedClass: 'bg-ask font-semibold text-on-side' },
        ]}
      />
      <Segmented
        name="kind"
        legend={text.ticket.kind}
        size="small"
        value={draft.kind}
        onChange={(kind) => update({ kind })}
        options={[
          { id: 'limit', label: text.ticket.limit },
          { id: 'market', label: text.ticket.market, disabled: market.status !== 'trading' },
        ]}
      />
    </div>
  )
}
