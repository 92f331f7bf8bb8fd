import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Address } from 'viem'
import { cleanText, formatLots } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { ListButton } from './ListButton.tsx'
import { providerWords } from './words.ts'

/** One bundle of the provider's credits: where it is wrapped, and where it trades. */
export function BundleCard({ bundle }: { bundle: Bundle }) {
  const words = useWords(providerWords)
  const symbol = cleanText(bundle.symbol, 32)
  return (
    <article aria-label={symbol} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
      <h3 className="font-medium">
        <Link to="/financing/$address" params={{ address: bundle.token }} className="underline">
          {symbol}
        </Link>
      </h3>
      <span className="text-muted text-xs">
        {words.bundleOf(bundle.notesPerCredit)} · {words.wrapped(formatLots(bundle.supply))}
      </span>
      {bundle.market ? (
        <MarketLink symbol={bundle.market} />
      ) : (
        <ListButton token={bundle.token as Address} symbol={symbol} />
      )}
    </article>
  )
}
