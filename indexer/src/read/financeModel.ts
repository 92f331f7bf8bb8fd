import type { Address } from 'viem'
import type { FinanceReads } from '../api/financeReads.ts'
import type { Bundle } from '../market/bundle.ts'
import { type Credit, creditStatus } from '../market/credit.ts'
import { Draft } from '../market/draft.ts'
import { type Note, noteStatus } from '../market/note.ts'
import { Quotes } from '../market/quotes.ts'
import type { Store } from '../store/store.ts'
import { creditEventJson, creditJson } from './credits.ts'
import { monitorOf, pointJson, watch } from './monitor.ts'
import { bundleJson, couponJson, noteJson } from './notes.ts'
import { issuerOf, overviewOf } from './overview.ts'
import { beforeOf, liveOf, type Moment, newestOf } from './page.ts'
import { providerJson } from './provider.ts'
import { holderRedemptions, liveRedemptions, redemptionsOf } from './queue.ts'
import { holderRegistrations, liveRegistrations } from './registrations.ts'

type History = Pick<Store, 'creditEntries' | 'claims' | 'coupons' | 'monitorPoints'>

/** Claims of an account that are told at once. */
const CLAIMS = 100

/** What credits, notes and bundles look like at a commit. @param at - The state, and its time, Unix seconds. */
export function financeModel(store: History, at: () => Moment): FinanceReads {
  const records = () => at().state.records
  const json = () => instrumentsAt(at())
  const liveCredits = () => liveOf(records().credits.values(), (credit) => creditStatus(credit, at().now) === 'done')
  const live: FinanceReads['live'] = {
    credits: () => liveCredits().map(json().credit),
    redemptions: () => liveRedemptions(at().state),
    notes: () => liveOf(records().notes.values(), (note) => isOver(note, at().now)).map(json().note),
    registrations: () => liveRegistrations(at().state),
    bundles: () => liveOf(records().bundles.values(), ({ supply }) => supply === 0n).map(json().bundle),
  }
  return {
    live,
    credits: (page) => newestOf(records().credits.values(), page, json().credit),
    credit: (token) => found(records().credits.get(token), json().credit),
    notes: (page) => newestOf(records().notes.values(), page, json().note),
    note: (token) => found(records().notes.get(token), json().note),
    bundles: (page) => newestOf(records().bundles.values(), page, json().bundle),
    names: (kind) => [...records()[kind].values()].map(({ terms, token }) => `${terms.symbol} ${token}`),
    redemptions: (token, page) => redemptionsOf(at().state, token, page),
    creditEvents: (token, { limit, before }) =>
      store.creditEntries(token, limit, beforeOf(before)).map(creditEventJson),
    coupons: (token, { limit, before }) => store.coupons(token, limit, beforeOf(before)).map(couponJson),
    history: (token, range) => {
      const points = store.monitorPoints(token, range)
      const last = records().monitorNow.get(token)
      if (last && last.start >= range.from && last.start < range.to) points.push(last)
      return points.slice(-range.limit).map(pointJson)
    },
    overview: () => overviewOf(at().state, { credits: live.credits(), notes: live.notes(), bundles: live.bundles() }),
    monitor: () => {
      const { watched } = json()
      return monitorOf(liveCredits().flatMap((credit) => watched(credit) ?? []))
    },
    account: (account) => ({
      redemptions: holderRedemptions(at().state, account),
      registrations: holderRegistrations(at().state, account),
      claims: store.claims(account, CLAIMS).map(creditEventJson),
    }),
    provider: (account) => {
      const { state, now } = at()
      const { credits, notes, bundles } = state.records
      const isTheirs = ({ issuer }: { issuer: Address }) => issuer === account
      const theirs = {
        credits: [...credits.values()].filter(isTheirs).map(json().credit),
        notes: [...notes.values()].filter(isTheirs).map(json().note),
        bundles: [...bundles.values()].filter((bundle) => issuerOf(state, bundle) === account).map(json().bundle),
      }
      return providerJson(state, account, theirs, now)
    },
  }
}

/** How instruments are told at one moment; what one look has found out about prices serves the others. */
export function instrumentsAt({ state, now }: Moment) {
  const quotes = new Quotes(new Draft(state))
  return {
    quotes,
    credit: (credit: Credit) => creditJson(state, credit, quotes, now),
    note: (note: Note) => noteJson(note, quotes, now),
    bundle: (bundle: Bundle) => bundleJson(state, bundle, quotes, now),
    watched: (credit: Credit) => watch(credit, quotes, now),
  }
}

const found = <Row, Json>(row: Row | undefined, toJson: (row: Row) => Json): Json | undefined => row && toJson(row)

/** Nothing more will come of it. */
const isOver = (note: Note, now: number): boolean => ['paid', 'converted'].includes(noteStatus(note, now))
