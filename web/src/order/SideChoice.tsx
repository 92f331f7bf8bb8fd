import { useText } from '../i18n/text.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useDraft } from './draft.tsx'

export function SideChoice() {
  const text = useText()
  const { draft, update } = useDraft()
  return (
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
  )
}
