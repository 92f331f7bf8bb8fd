import type { Address } from 'viem'
import type { DeskReads } from '../api/deskReads.ts'
import type { PageRequest } from '../api/readModel.ts'
import type { DeskAccount, Election, Offer } from '../market/delivery.ts'
import type { Store } from '../store/store.ts'
import { deliveryJson, deskJson, offerJson, offerOf, receiptJson } from './deliveries.ts'
import { beforeOf, LIVE_ROWS, liveOf, type Moment, newestOf } from './page.ts'

/** What the delivery desk looks like at a commit. @param at - The state, and its time, Unix seconds. */
export function deskModel(store: Pick<Store, 'receipts'>, at: () => Moment): DeskReads {
  const records = () => at().state.records
  const offer = (row: Offer) => offerJson(at().state, row, at().now)
  const delivery = (row: Election) => deliveryJson(at().state, row, at().now)
  const accountOf = ({ account }: Pick<DeskAccount, 'account'>) => deskJson(at().state, account)
  return {
    offers: (page) => newestOf(records().offers.values(), page, offer),
    deliveries: (page) => newestOf(records().elections.values(), page, delivery),
    delivery: (election) => {
      const found = records().elections.get(`${election}`)
      return found && delivery(found)
    },
    elections: () => records().elections.size,
    receipts: (election: number | null, { limit, before }: PageRequest) =>
      store.receipts(election, limit, beforeOf(before)).map(receiptJson),
    account: (account: Address) => {
      const { offers, elections } = records()
      const ofProvider = (row: Election) => offerOf(at().state, row).provider === account
      const all = [...elections.values()]
      return {
        asBuyer: all.filter(({ buyer }) => buyer === account).map(delivery),
        asProvider: all.filter(ofProvider).map(delivery),
        offers: [...offers.values()].filter(({ provider }) => provider === account).map(offer),
        desk: accountOf({ account }),
      }
    },
    live: {
      offers: () => liveOf(records().offers.values(), ({ open }) => open === 0n).map(offer),
      deliveries: () => liveOf(records().elections.values(), ({ settledAt }) => settledAt !== null).map(delivery),
      accounts: () => {
        const accounts = [...records().deskAccounts.values()]
        const owed = accounts.filter(({ credited, claimed }) => credited > claimed)
        const paid = accounts.filter(({ credited, claimed }) => credited <= claimed)
        return [...owed, ...paid].slice(0, LIVE_ROWS).map(accountOf)
      },
    },
  }
}
