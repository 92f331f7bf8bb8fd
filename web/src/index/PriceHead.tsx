import { useWords } from '../i18n/text.tsx'
import { indexWords } from './words.ts'

/** Head of a column of prices. Where there is no room the panel's rule alone says the unit. */
export function PriceHead({ name }: { name: string }) {
  const words = useWords(indexWords)
  return (
    <>
      {name}
      <span className="max-xl:hidden">, {words.unit}</span>
    </>
  )
}
