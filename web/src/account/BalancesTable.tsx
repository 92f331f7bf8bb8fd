import type { Balance } from '@gigahour/indexer/api'
import { formatDecimal, formatMoney } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { type Column, DataTable } from '../ui/DataTable.tsx'
import { NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { assetName } from './assetName.ts'
import { totalOf } from './portfolio.ts'
import { useBalances } from './useAccount.ts'
import { valueOfAsset } from './valueOfAsset.ts'
import { fundsWords, portfolioWords } from './words.ts'

/** Decimals of an amount that are shown; all of them stand where it is pointed at. */
const SHOWN = 3

/** Every asset of the ledger that the account holds. */
export function BalancesTable() {
  const text = useText()
  const words = useWords(portfolioWords)
  const funds = useWords(fundsWords)
  const { usdcAsset } = useServices().config.deployment
  const { data: markets = [] } = useMarkets().query
  const balances = useBalances()
  if (balances.isPending) return <Skeleton rows={3} rowHeight={28} />
  if (balances.isLoadingError) return <LoadError error={balances.error} onRetry={balances.refetch} />
  const held = balances.data.filter((balance) => totalOf(balance) > 0n)
  const amount = ({ decimals }: Balance, value: bigint) => (
    <span title={formatDecimal(value, decimals)}>{formatDecimal(value, decimals, { minimum: 2, maximum: SHOWN })}</span>
  )
  const columns: Column<Balance>[] = [
    {
      id: 'asset',
      header: funds.asset,
      align: 'left',
      cell: (balance) => <span className="figure">{assetName(balance)}</span>,
    },
    {
      id: 'available',
      header: text.account.available,
      cell: (balance) => amount(balance, BigInt(balance.free) + BigInt(balance.unsettled)),
    },
    {
      id: 'orders',
      header: text.account.inOrders,
      className: NOT_NARROW,
      cell: (balance) => amount(balance, BigInt(balance.escrowed)),
    },
    {
      id: 'value',
      header: `${text.order.value}, USDC`,
      cell: (balance) => formatMoney(valueOfAsset(balance.asset, totalOf(balance), markets, usdcAsset)),
    },
  ]
  return (
    <>
      {balances.isRefetchError && <OldData onRetry={balances.refetch} />}
      {held.length === 0 ? (
        <Empty title={words.noBalances} detail={words.noBalancesDetail} />
      ) : (
        <DataTable label={words.balances} columns={columns} rows={held} keyOf={({ asset }) => asset} />
      )}
    </>
  )
}
