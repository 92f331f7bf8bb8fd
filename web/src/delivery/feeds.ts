import type { Offer } from '@gigahour/indexer/api/delivery'
import type { DeltaData, SnapshotData } from '@gigahour/indexer/api/stream'
import { change, put, tell, tellEach } from '../indexer/cache.ts'
import { foldKnown } from '../indexer/fold.ts'
import { type Feed, useFeed } from '../indexer/live.ts'
import { providerKey } from '../provider/queries.ts'
import { accountDeliveriesKey, offersKey, receiptsKey } from './queries.ts'

export const deliveriesFeed: Feed = {
  channel: { channel: 'deliveries' },
  keys: [offersKey, accountDeliveriesKey, receiptsKey, providerKey],
  onSnapshot: (client, data) => {
    put<Offer[]>(client, offersKey, (data as SnapshotData['deliveries']).offers)
    for (const key of [accountDeliveriesKey, receiptsKey, providerKey]) tell(client, ...key)
  },
  onDelta: (client, data) => {
    const { offers, deliveries, receipts, accounts } = data as DeltaData['deliveries']
    const concerned = [
      ...offers.map(({ provider }) => provider),
      ...deliveries.flatMap(({ buyer, provider }) => [buyer, provider]),
      ...accounts.map(({ account }) => account),
    ]
    tellEach(client, accountDeliveriesKey, concerned)
    tellEach(client, providerKey, concerned)
    tellEach(
      client,
      receiptsKey,
      receipts.map(({ election }) => election),
    )
    return change<Offer[]>(client, offersKey, (old) => foldKnown(old, offers, ({ offer }) => offer))
  },
}

/** Keeps offers, elections, receipts and what the desk owes as the newest block has them. */
export const useDeliveriesFeed = (isShown: boolean): void => useFeed(isShown ? deliveriesFeed : null)
