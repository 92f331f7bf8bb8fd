import type { Position } from '@gigahour/indexer/api'
import { formatAveragePrice, formatLots, formatNetLots, formatPrice, SERIES_SCALE, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { Profit } from './Profit.tsx'
import { usePositions } from './useAccount.ts'

type PositionsTableProps = {
  /** Something to do with a position, in the last column. */
  action?: (position: Position) => React.ReactNode
}

/** What the account holds, month by month. */
export function PositionsTable({ action }: PositionsTableProps) {
  const text = useText()
  const positions = usePositions()
  const { bySymbol } = useMarkets()
  if (positions.isPending) return <Skeleton rows={3} rowHeight={28} />
  if (positions.isLoadingError) return <LoadError error={positions.error} onRetry={positions.refetch} />
  const scale = ({ symbol }: Position) => {
    const market = bySymbol.get(symbol)
    return market ? scaleOf(market) : SERIES_SCALE
  }
  const rows = [...positions.data].sort(
    (a, b) =>
      (bySymbol.get(a.symbol)?.expiry ?? 0) - (bySymbol.get(b.symbol)?.expiry ?? 0) || a.symbol.localeCompare(b.symbol),
  )
  const columns: Column<Position>[] = [
    {
      id: 'market',
      header: text.order.market,
      align: 'left',
      cell: ({ symbol }) => <MarketLink symbol={symbol} />,
    },
    {
      id: 'net',
      header: text.position.net,
      cell: (position) => (
        <span
          className={classes(
            BigInt(position.net) > 0n ? 'text-bid' : BigInt(position.net) < 0n ? 'text-ask' : undefined,
          )}
        >
          {formatNetLots(position.net, scale(position))}
        </span>
      ),
    },
    { id: 'long', header: 'LONG', cell: (position) => formatLots(position.long, scale(position)) },
    { id: 'short', header: 'SHORT', cell: (position) => formatLots(position.short, scale(position)) },
    {
      id: 'average',
      header: text.position.average,
      cell: (position) => formatAveragePrice(position.averagePrice, scale(position)),
    },
    { id: 'mark', header: text.position.mark, cell: (position) => formatPrice(position.mark, scale(position)) },
    { id: 'unrealised', header: text.position.unrealised, cell: (position) => <Profit amount={position.unrealised} /> },
    { id: 'realised', header: text.position.realised, cell: (position) => <Profit amount={position.realised} /> },
  ]
  if (action)
    columns.push({ id: 'action', header: <span className="sr-only">{text.position.actions}</span>, cell: action })
  return (
    <>
      {positions.isRefetchError && <OldData onRetry={positions.refetch} />}
      {rows.length === 0 ? (
        <Empty title={text.position.none} detail={text.position.noneDetail} />
      ) : (
        <DataTable label={text.position.title} columns={columns} rows={rows} keyOf={({ symbol }) => symbol} />
      )}
    </>
  )
}
