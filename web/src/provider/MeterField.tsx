import { useWords } from '../i18n/text.tsx'
import { Field } from '../ui/Field.tsx'
import { providerWords } from './words.ts'

type MeterFieldProps = {
  value: string
  onChange: (value: string) => void /** Whether it can be a meter. */
  isFit: boolean
}

/** Who may sign receipts besides the user; may stay empty. */
export function MeterField({ value, onChange, isFit }: MeterFieldProps) {
  const words = useWords(providerWords)
  return (
    <Field
      label={words.meter}
      inputMode="text"
      value={value}
      onChange={onChange}
      error={isFit ? null : words.meterRule}
    />
  )
}
