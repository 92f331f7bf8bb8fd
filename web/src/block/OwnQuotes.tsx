import { cancelNonces, noncesByWord } from '@gigahour/contracts/nonce'
import { Side } from '@gigahour/contracts/side'
import type { Market } from '@gigahour/indexer/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useConfig } from 'wagmi'
import { formatLots, formatPrice, scaleOf, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Empty } from '../ui/states.tsx'
import { useNow } from '../ui/useNow.ts'
import { useSend } from '../wallet/useSend.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { checkQuery } from './checkQuery.ts'
import { type OwnQuote, useOwnQuotes } from './ownQuotes.ts'
import { blockWords } from './words.ts'

/** Quotes that the account signed in this browser: whether they are open, and a way to end them. */
export function OwnQuotes({ markets }: { markets: readonly Market[] }) {
  const text = useText()
  const words = useWords(blockWords)
  const quotes = useOwnQuotes(useAddress())
  if (quotes.length === 0) return <Empty title={words.none} detail={words.noneDetail} />
  const marketOf = ({ quote }: OwnQuote) => markets.find(({ market }) => market === quote.market)
  const columns: Column<OwnQuote>[] = [
    {
      id: 'market',
      header: words.market,
      align: 'left',
      cell: (own) => (
        <Link to="/block/$quote" params={{ quote: own.link }} className="figure hover:underline">
          {marketOf(own)?.symbol ?? UNKNOWN}
        </Link>
      ),
    },
    {
      id: 'side',
      header: text.order.side,
      align: 'left',
      cell: ({ quote }) => (
        <span className={quote.side === Side.Bid ? 'text-bid' : 'text-ask'}>
          {quote.side === Side.Bid ? text.side.buy : text.side.sell}
        </span>
      ),
    },
    {
      id: 'size',
      header: words.size,
      cell: (own) => <Figure>{formatLots(own.quote.lots, scaleIn(marketOf(own)))}</Figure>,
    },
    {
      id: 'price',
      header: words.price,
      cell: (own) => <Figure>{formatPrice(own.quote.tick, scaleIn(marketOf(own)))}</Figure>,
    },
    {
      id: 'until',
      header: words.until,
      cell: ({ quote }) => (
        <Figure>
          <Moment at={quote.deadline} look="full" />
        </Figure>
      ),
    },
    { id: 'state', header: words.state, cell: (own) => <State own={own} market={marketOf(own)} /> },
  ]
  return (
    <div className="overflow-x-auto">
      <DataTable label={words.quotes} columns={columns} rows={quotes} keyOf={({ link }) => link} />
    </div>
  )
}

const scaleIn = (market: Market | undefined) => market && scaleOf(market)

function Figure({ children }: { children: React.ReactNode }) {
  return <span className="figure">{children}</span>
}

function State({ own, market }: { own: OwnQuote; market: Market | undefined }) {
  const words = useWords(blockWords)
  const services = useServices()
  const now = useNow()
  const send = useSend()
  const queryClient = useQueryClient()
  const check = checkQuery(services, useConfig(), own, market)
  const { data } = useQuery(check)
  if (data === 'used') return words.states.used
  if (own.quote.deadline < now || data === 'expired') return words.states.expired
  const symbol = market?.symbol ?? ''
  const cancel = async () => {
    const [word] = noncesByWord([own.quote.nonce])
    if (!word) return
    await send(
      { summary: words.cancelQuote(symbol), build: (_, exchange) => cancelNonces(exchange, word) },
      () => words.cancelled,
    )
    await queryClient.invalidateQueries({ queryKey: check.queryKey })
  }
  return (
    <span className="flex items-center justify-end gap-2">
      {words.states.open}
      <Button size="small" aria-label={words.cancelOf(symbol)} onClick={() => void cancel()}>
        {words.cancel}
      </Button>
    </span>
  )
}
