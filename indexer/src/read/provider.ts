import type { Address } from 'viem'
import type { Provider } from '../api/providerSchemas.ts'
import { wired } from '../api/wired.ts'
import type { State } from '../market/state.ts'
import { deliveryJson, deskJson, offerJson, offerOf } from './deliveries.ts'

type Issued = Pick<Provider, 'credits' | 'notes' | 'bundles'>

const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, amount) => total + BigInt(amount), 0n)

/**
 * What an account owes and offers as a provider.
 *
 * @param issued - Credits, notes and bundles of its own.
 * @param now - Time of the block, Unix seconds.
 */
export function providerJson(state: State, account: Address, issued: Issued, now: number): Provider {
  const { offers, elections } = state.records
  const theirs = [...elections.values()].filter((election) => offerOf(state, election).provider === account)
  const open = theirs.filter(({ settledAt }) => settledAt === null)
  const { credits, notes } = issued
  return {
    account,
    offers: [...offers.values()]
      .filter(({ provider }) => provider === account)
      .map((each) => offerJson(state, each, now)),
    deliveries: theirs.map((election) => deliveryJson(state, election, now)),
    desk: deskJson(state, account),
    obligations: wired({
      deliver: open.reduce((total, { lots, delivered }) => total + lots - delivered, 0n),
      redeem: sum(credits.map(({ queued }) => queued)),
      outstanding: sum(credits.map(({ circulating }) => circulating)),
      bond: sum(credits.map(({ bond }) => bond)),
      withdrawable: sum(credits.map(({ released }) => released)) - sum(credits.map(({ withdrawn }) => withdrawn)),
      arrears: sum(notes.map(({ arrears }) => arrears)),
    }),
    ...issued,
  }
}
