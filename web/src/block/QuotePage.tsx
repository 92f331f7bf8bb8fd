import { decodeBlockLink } from '@gigahour/contracts/blockLink'
import type { SignedBlockQuote } from '@gigahour/contracts/blockQuote'
import { useMemo } from 'react'
import { useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useParams } from '../router/location.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { QuoteAnswer } from './QuoteAnswer.tsx'
import { blockWords } from './words.ts'

/** A block quote that came as a link. */
export function QuotePage() {
  const words = useWords(blockWords)
  const { quote: link } = useParams('/block/$quote')
  const signed = useMemo(() => readLink(link), [link])
  const { query } = useMarkets()
  const back = (
    <Link to="/block" className="underline">
      {words.title}
    </Link>
  )
  if (!signed) return <Empty className="flex-1" title={words.broken} action={back} />
  if (query.isPending) return <Skeleton rows={12} rowHeight={28} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  const market = query.data.find((each) => each.market === signed.quote.market)
  if (!market) return <Empty className="flex-1" title={words.unknownMarket} action={back} />
  return <QuoteAnswer signed={signed} market={market} />
}

function readLink(link: string): SignedBlockQuote | null {
  try {
    return decodeBlockLink(link)
  } catch {
    return null
  }
}
