import type { AccountDeliveries, DeliveryReceipt, Offer } from '@gigahour/indexer/api/delivery'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Address } from 'viem'
import type { Feed } from '../indexer/live.ts'
import type { Services } from '../services.ts'

/** Everything about deliveries stands under one key: the stream says when something changed, REST says what. */
const deliveriesKey = ['deliveries'] as const

/** Asked anew this often where the stream is silent, milliseconds. */
const POLL = 10_000

type Answer<Data> = { data: Data }

export const offersQuery = ({ rest }: Services) =>
  queryOptions({
    queryKey: [...deliveriesKey, 'offers'],
    queryFn: async ({ signal }) => (await rest<Answer<Offer[]>>('/v1/offers', signal)).data,
    refetchInterval: POLL,
  })

export const accountDeliveriesQuery = ({ rest }: Services, address: Address | null) =>
  queryOptions({
    queryKey: [...deliveriesKey, 'account', address],
    queryFn: address
      ? async ({ signal }) =>
          (await rest<Answer<AccountDeliveries>>(`/v1/accounts/${address.toLowerCase()}/deliveries`, signal)).data
      : skipToken,
    refetchInterval: POLL,
  })

/** The newest receipts of an election. */
export const receiptsQuery = ({ rest }: Services, election: number) =>
  queryOptions({
    queryKey: [...deliveriesKey, 'receipts', election],
    queryFn: async ({ signal }) =>
      (await rest<Answer<DeliveryReceipt[]>>(`/v1/deliveries/${election}/receipts?limit=100`, signal)).data,
    refetchInterval: POLL,
  })

export const deliveriesFeed = (): Feed => ({
  channel: { channel: 'deliveries' },
  keys: [],
  onSnapshot: () => {},
  onDelta: (client) => {
    void client.invalidateQueries({ queryKey: deliveriesKey })
    return true
  },
})
