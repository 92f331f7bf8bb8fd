import { useText } from '../i18n/text.tsx'
import { DraftProvider } from '../order/draft.tsx'
import { Link } from '../router/Link.tsx'
import { useParams } from '../router/location.ts'
import { MarketStrip } from '../series/MarketStrip.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { useLayout } from '../ui/useLayout.ts'
import { MediumTrade } from './MediumTrade.tsx'
import { NarrowTrade } from './NarrowTrade.tsx'
import { TradeShortcuts } from './TradeShortcuts.tsx'
import { useTitle } from './useTitle.ts'
import { WideTrade } from './WideTrade.tsx'

const LAYOUTS = { wide: WideTrade, medium: MediumTrade, narrow: NarrowTrade }

/** One market: chart, curve, book, fills, ticket, and what the account has in it. */
export function TradePage() {
  const text = useText()
  const { symbol } = useParams('/trade/$symbol')
  const { query, bySymbol } = useMarkets()
  const market = bySymbol.get(symbol)
  const Layout = LAYOUTS[useLayout()]
  useTitle(symbol, market)
  if (query.isPending) return <Skeleton rows={20} rowHeight={28} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  if (!market) {
    return (
      <Empty
        className="flex-1"
        title={text.series.unknown(symbol)}
        action={
          <Link to="/" className="underline">
            {text.page.markets}
          </Link>
        }
      />
    )
  }
  return (
    <DraftProvider key={symbol}>
      <TradeShortcuts market={market} />
      <MarketStrip market={market} />
      {market.status === 'ended' && (
        <p role="status" className="border-line border-b bg-raised px-3 py-1.5 text-warn text-xs">
          {text.series.endedNotice}
        </p>
      )}
      <Layout market={market} />
    </DraftProvider>
  )
}
