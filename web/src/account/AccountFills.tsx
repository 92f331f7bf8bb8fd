import type { AccountFill } from '@gigahour/indexer/api'
import { BlockMark } from '../book/BlockMark.tsx'
import { formatLots, formatMoney, formatPrice, SERIES_SCALE, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { SideWord } from '../order/SideWord.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { useAccountFills } from './useAccount.ts'
import { valueOfFill } from './valueOfFill.ts'

/** The account's own trades, newest first. */
export function AccountFills() {
  const text = useText()
  const fills = useAccountFills()
  const { bySymbol } = useMarkets()
  if (fills.isPending) return <Skeleton rows={3} rowHeight={28} />
  if (fills.isLoadingError) return <LoadError error={fills.error} onRetry={fills.refetch} />
  const scale = ({ symbol }: AccountFill) => {
    const market = bySymbol.get(symbol)
    return market ? scaleOf(market) : SERIES_SCALE
  }
  const columns: Column<AccountFill>[] = [
    {
      id: 'time',
      header: text.order.time,
      align: 'left',
      cell: (fill) => (
        <span className="figure text-muted">
          <Moment at={fill.timestamp} look="short" />
        </span>
      ),
    },
    {
      id: 'market',
      header: text.order.market,
      align: 'left',
      cell: ({ symbol }) => <MarketLink symbol={symbol} />,
    },
    {
      id: 'side',
      header: text.order.side,
      align: 'left',
      cell: (fill) => (
        <>
          <SideWord side={fill.side} note={text.order.role[fill.role]} />
          {fill.kind === 'block' && <BlockMark />}
        </>
      ),
    },
    { id: 'price', header: text.order.price, cell: (fill) => formatPrice(fill.tick, scale(fill)) },
    { id: 'size', header: text.order.size, cell: (fill) => formatLots(fill.lots, scale(fill)) },
    {
      id: 'value',
      header: text.order.value,
      cell: (fill) => formatMoney(valueOfFill(fill, bySymbol.get(fill.symbol)), scale(fill)),
    },
    { id: 'fee', header: text.order.fee, cell: (fill) => formatMoney(fill.fee, scale(fill), { exact: true }) },
  ]
  return (
    <>
      {fills.isRefetchError && <OldData onRetry={fills.refetch} />}
      {fills.data.length === 0 ? (
        <Empty title={text.order.noFills} detail={text.order.noFillsDetail} />
      ) : (
        <DataTable
          label={text.order.fillsTitle}
          columns={columns}
          rows={fills.data}
          keyOf={(fill) => `${fill.id} ${fill.role}`}
        />
      )}
    </>
  )
}
