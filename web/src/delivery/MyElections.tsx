import type { Delivery } from '@gigahour/indexer/api/delivery'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Fold } from '../ui/Fold.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { NeedsWallet } from '../wallet/NeedsWallet.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { ClaimLine } from './ClaimLine.tsx'
import { ElectionCard } from './ElectionCard.tsx'
import { partElections } from './phase.ts'
import { accountDeliveriesQuery } from './queries.ts'
import { deliveryWords } from './words.ts'

/** What the account elected, newest first, and what the desk owes it. What is settled is folded away. */
export function MyElections({ desk }: { desk: Address }) {
  const words = useWords(deliveryWords)
  const address = useAddress()
  const query = useQuery(accountDeliveriesQuery(useServices(), address))
  if (!address) return <NeedsWallet title={words.noWallet} detail={words.noWalletDetail} />
  if (query.isPending) return <Skeleton rows={6} rowHeight={28} />
  if (query.isLoadingError) return <LoadError error={query.error} onRetry={query.refetch} />
  const { asBuyer, desk: owed } = query.data
  const { running, settled } = partElections(asBuyer)
  return (
    <>
      {query.isRefetchError && <OldData onRetry={query.refetch} />}
      <ClaimLine desk={desk} claimable={BigInt(owed.claimable)} />
      {asBuyer.length === 0 ? (
        <Empty title={words.none} detail={words.noneDetail} />
      ) : (
        <Elections desk={desk} deliveries={running} />
      )}
      {settled.length > 0 && (
        <Fold title={words.settledElections(settled.length)}>
          <Elections desk={desk} deliveries={settled} />
        </Fold>
      )}
    </>
  )
}

function Elections({ desk, deliveries }: { desk: Address; deliveries: readonly Delivery[] }) {
  return (
    <ul className="divide-y divide-line">
      {deliveries.map((delivery) => (
        <li key={delivery.election}>
          <ElectionCard desk={desk} delivery={delivery} />
        </li>
      ))}
    </ul>
  )
}
