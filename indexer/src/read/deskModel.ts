import type { Address } from 'viem'
import type { DeskReads } from '../api/deskReads.ts'
import type { PageRequest } from '../api/readModel.ts'
import type { State } from '../market/state.ts'
import type { Store } from '../store/store.ts'
import { deliveryJson, deskJson, offerJson, receiptJson } from './deliveries.ts'
import { beforeOf } from './page.ts'

/** What the delivery desk looks like at a commit. @param at - The state, and its time, Unix seconds. */
export function deskModel(store: Pick<Store, 'receipts'>, at: () => { state: State; now: number }): DeskReads {
  const offers = () => {
    const { state, now } = at()
    const rows = [...state.records.offers.values()].sort((one, other) => one.offer - other.offer)
    return rows.map((offer) => offerJson(state, offer, now))
  }
  const deliveries = () => {
    const { state, now } = at()
    const rows = [...state.records.elections.values()].sort((one, other) => one.election - other.election)
    return rows.map((election) => deliveryJson(state, election, now))
  }
  return {
    offers,
    deliveries,
    delivery: (election) => {
      const { state, now } = at()
      const found = state.records.elections.get(`${election}`)
      return found && deliveryJson(state, found, now)
    },
    receipts: (election: number | null, { limit, before }: PageRequest) =>
      store.receipts(election, limit, beforeOf(before)).map(receiptJson),
    accounts: () => [...at().state.records.deskAccounts.values()].map(({ account }) => deskJson(at().state, account)),
    account: (account: Address) => ({
      asBuyer: deliveries().filter(({ buyer }) => buyer === account),
      asProvider: deliveries().filter(({ provider }) => provider === account),
      offers: offers().filter(({ provider }) => provider === account),
      desk: deskJson(at().state, account),
    }),
  }
}
