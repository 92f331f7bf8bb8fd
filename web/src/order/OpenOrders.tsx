import type { AccountOrder, Market } from '@gigahour/indexer/api'
import { X } from 'lucide-react'
import { useOrders } from '../account/useAccount.ts'
import { formatLots, formatMoney, formatPrice, SERIES_SCALE, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { unitsOf } from '../series/unitsOf.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { IconButton } from '../ui/Button.tsx'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { escrowOf } from './escrow.ts'
import { SideWord } from './SideWord.tsx'
import { useCancel } from './useCancel.ts'

/** Open orders of the account, in every market. */
export function OpenOrders() {
  const text = useText()
  const orders = useOrders()
  const { bySymbol } = useMarkets()
  const cancel = useCancel()
  if (orders.isPending) return <Skeleton rows={3} rowHeight={28} />
  if (orders.isLoadingError) return <LoadError error={orders.error} onRetry={orders.refetch} />
  const open = orders.data.filter((order) => order.status === 'open')
  const scale = (market: Market | undefined) => (market ? scaleOf(market) : SERIES_SCALE)
  // Only in a series an order opens or closes anything.
  const noteOf = ({ symbol, side, funding }: AccountOrder) =>
    bySymbol.get(symbol)?.kind === 'series' ? text.order.funding[side][funding] : undefined
  const columns: Column<AccountOrder>[] = [
    {
      id: 'market',
      header: text.order.market,
      align: 'left',
      cell: (order) => <MarketLink symbol={order.symbol} />,
    },
    {
      id: 'side',
      header: text.order.side,
      align: 'left',
      cell: (order) => <SideWord side={order.side === 'bid' ? 'buy' : 'sell'} note={noteOf(order)} />,
    },
    {
      id: 'price',
      header: text.order.price,
      cell: (order) => formatPrice(order.tick, scale(bySymbol.get(order.symbol))),
    },
    { id: 'size', header: text.order.size, cell: (order) => formatLots(order.lots, scale(bySymbol.get(order.symbol))) },
    {
      id: 'filled',
      header: text.order.filled,
      cell: (order) => <Filled order={order} market={bySymbol.get(order.symbol)} />,
    },
    {
      id: 'locked',
      header: text.order.locked,
      cell: (order) => {
        const market = bySymbol.get(order.symbol)
        if (!market) return '–'
        const { amount, asset } = escrowOf(order, market)
        if (asset === market.quote.asset) return `${formatMoney(amount, scaleOf(market))} ${market.quote.symbol}`
        const name = market.kind === 'spot' ? unitsOf(market, text).size : order.side === 'bid' ? 'SHORT' : 'LONG'
        return `${formatLots(order.open, scaleOf(market))} ${name}`
      },
    },
    {
      id: 'placed',
      header: text.order.placed,
      cell: (order) => (
        <span className="text-muted">
          <Moment at={order.placedAt} look="short" />
        </span>
      ),
    },
    {
      id: 'cancel',
      header: <span className="sr-only">{text.order.cancel}</span>,
      cell: (order) => (
        <IconButton
          label={text.order.cancelOrder(order.symbol, formatPrice(order.tick, scale(bySymbol.get(order.symbol))))}
          className="!size-6 pointer-coarse:!size-11"
          onClick={() => void cancel([order])}
        >
          <X size={14} aria-hidden />
        </IconButton>
      ),
    },
  ]
  return (
    <>
      {orders.isRefetchError && <OldData onRetry={orders.refetch} />}
      {open.length === 0 ? (
        <Empty title={text.order.none} detail={text.order.noneDetail} />
      ) : (
        <DataTable label={text.order.title} columns={columns} rows={open} keyOf={(order) => order.slot} />
      )}
    </>
  )
}

function Filled({ order, market }: { order: AccountOrder; market: Market | undefined }) {
  const share = Number((BigInt(order.filled) * 100n) / (BigInt(order.lots) || 1n))
  return (
    <span className="inline-flex items-center justify-end gap-2">
      {formatLots(order.filled, market ? scaleOf(market) : SERIES_SCALE)}
      <span aria-hidden="true" className="inline-block h-1 w-8 bg-line">
        <span className="block h-full bg-fg" style={{ width: `${share}%` }} />
      </span>
    </span>
  )
}
