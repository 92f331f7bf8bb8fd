import { useWords } from '../i18n/text.tsx'
import { providerWords } from './words.ts'

/** Why a form cannot be sent: the fields that are empty or wrong, by their labels. Nothing if there are none. */
export function Missing({ fields }: { fields: readonly string[] }) {
  const words = useWords(providerWords)
  // Labels have commas of their own.
  return fields.length > 0 && <p className="text-muted text-xs">{words.missing(fields.join(' · '))}</p>
}

/** Labels of the fields that cannot be sent as they are. @param fields - Whether each can, by its label. */
export const unfit = (fields: Record<string, boolean>): string[] =>
  Object.entries(fields)
    .filter(([, isFit]) => !isFit)
    .map(([label]) => label)
