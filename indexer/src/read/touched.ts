import type { Address } from 'viem'
import type { LiveDesk } from '../api/deskReads.ts'
import type { LiveFinance } from '../api/financeReads.ts'
import type { Draft } from '../market/draft.ts'
import { deliveryJson, deskJson, offerJson } from './deliveries.ts'
import { instrumentsAt } from './financeModel.ts'
import type { Watched } from './monitor.ts'
import type { Moment } from './page.ts'
import { touchedRedemptions } from './queue.ts'
import { touchedRegistrations } from './registrations.ts'

type Rows<Live> = { [Kind in keyof Live]: Live[Kind] extends () => infer Found ? Found : never }

/** A credit as the monitor sees it; `watched` is undefined once it is none to watch. */
export type Sighting = { token: Address; watched: Watched | undefined }

/** Rows of the delivery desk and of financing. */
export type Touched = Rows<LiveDesk> & Rows<LiveFinance> & { sightings: Sighting[] }

/** The rows that events of a commit touched, and the instruments whose own books they touched. */
export function touchedBy(draft: Draft, { state, now }: Moment): Touched {
  const { offers, elections, deskAccounts, redemptions, registrations, ...issued } = draft.records
  const traded = tradedTokens(draft)
  const of = <Row>(
    changed: Iterable<Row & { token: Address }>,
    held: ReadonlyMap<string, Row & { token: Address }>,
  ) => {
    const rows = new Map([...changed].map((row) => [row.token, row]))
    for (const token of traded) {
      const row = held.get(token)
      if (row) rows.set(token, row)
    }
    return [...rows.values()]
  }
  const defaults = [...issued.creditEntries.rows()].filter(({ kind }) => kind === 'defaulted')
  const told = instrumentsAt({ state, now })
  const credits = of(issued.credits.rows(), state.records.credits)
  return {
    offers: [...offers.rows()].map((offer) => offerJson(state, offer, now)),
    deliveries: [...elections.rows()].map((election) => deliveryJson(state, election, now)),
    accounts: [...deskAccounts.rows()].map(({ account }) => deskJson(state, account)),
    credits: credits.map(told.credit),
    redemptions: touchedRedemptions(
      state,
      redemptions.rows(),
      defaults.map(({ token }) => token),
    ),
    notes: of(issued.notes.rows(), state.records.notes).map(told.note),
    registrations: touchedRegistrations({ state, now }, registrations.rows(), issued.notes.rows()),
    bundles: of(issued.bundles.rows(), state.records.bundles).map(told.bundle),
    sightings: credits.map((credit) => ({ token: credit.token, watched: told.watched(credit) })),
  }
}

/** Tokens of the spot markets that a commit touched. */
function tradedTokens(draft: Draft): Address[] {
  return [...draft.touchedMarkets()].flatMap((id) => {
    const market = draft.markets.get(id)
    return market?.cap === 0 ? (draft.assets.get(market.base)?.token ?? []) : []
  })
}
