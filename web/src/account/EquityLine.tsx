import { useText, useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { portfolioWords } from './words.ts'

/** What equity is made of, what it leaves out, and where that is. @param unpriced - Names of tokens without a price. */
export function EquityLine({ unpriced }: { unpriced: readonly string[] }) {
  const text = useText()
  const words = useWords(portfolioWords)
  return (
    <p className="bg-panel px-3 py-2 text-muted text-xs">
      {words.equityRule}{' '}
      <Link to="/financing" className="underline">
        {text.page.financing}
      </Link>
      {unpriced.length > 0 && <> {words.unpriced(unpriced.join(', '))}</>}
    </p>
  )
}
