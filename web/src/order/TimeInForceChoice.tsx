import { useText } from '../i18n/text.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useDraft } from './draft.tsx'

const CHOICES = ['gtc', 'ioc', 'fok', 'post'] as const

export function TimeInForceChoice() {
  const text = useText()
  const { draft, update } = useDraft()
  return (
    <Segmented
      name="time-in-force"
      legend={text.ticket.timeInForce}
      size="small"
      value={draft.timeInForce}
      onChange={(timeInForce) => update({ timeInForce })}
      options={CHOICES.map((id) => ({ id, label: text.timeInForce[id], title: text.timeInForceDetail[id] }))}
    />
  )
}
