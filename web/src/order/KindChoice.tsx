import { useText } from '../i18n/text.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useDraft } from './draft.tsx'

export function KindChoice() {
  const text = useText()
  const { draft, update } = useDraft()
  return (
    <Segmented
      name="kind"
      legend={text.ticket.kind}
      size="small"
      className="w-36 max-md:w-full"
      value={draft.kind}
      onChange={(kind) => update({ kind })}
      options={[
        { id: 'limit', label: text.ticket.limit },
        { id: 'market', label: text.ticket.market },
      ]}
    />
  )
}
