import type { Address } from 'viem'
import type { FinanceReads } from '../api/financeReads.ts'
import type { Bundle, FinancingRow } from '../api/financingSchemas.ts'
import { Draft } from '../market/draft.ts'
import { Quotes } from '../market/quotes.ts'
import type { State } from '../market/state.ts'
import type { Store } from '../store/store.ts'
import { creditEventJson, creditJson, redemptionsOf } from './credits.ts'
import { monitorJson, pointJson } from './monitor.ts'
import { bundleJson, couponJson, noteJson, registrationJson } from './notes.ts'
import { beforeOf } from './page.ts'
import { providerJson } from './provider.ts'

type History = Pick<Store, 'creditEntries' | 'claims' | 'coupons' | 'monitorPoints'>
type Moment = { state: State; now: number }
type Placed = { at: { block: number; logIndex: number } }

/** Claims of an account that are told at once. */
const CLAIMS = 100

/** What credits, notes and bundles look like at a commit. @param at - The state, and its time, Unix seconds. */
export function financeModel(store: History, at: () => Moment): FinanceReads {
  const quotesOf = (state: State): Quotes => new Quotes(new Draft(state))
  const credits = () => {
    const { state, now } = at()
    const quotes = quotesOf(state)
    return inOrder(state.records.credits.values()).map((credit) => creditJson(state, credit, quotes, now))
  }
  const notes = () => {
    const { state, now } = at()
    const quotes = quotesOf(state)
    return inOrder(state.records.notes.values()).map((note) => noteJson(note, quotes, now))
  }
  const bundles = () => {
    const { state, now } = at()
    const quotes = quotesOf(state)
    return inOrder(state.records.bundles.values()).map((bundle) => bundleJson(state, bundle, quotes, now))
  }
  return {
    ...{ credits, notes, bundles },
    redemptions: (token) => redemptionsOf(at().state, token),
    creditEvents: (token, { limit, before }) =>
      store.creditEntries(token, limit, beforeOf(before)).map(creditEventJson),
    coupons: (token, { limit, before }) => store.coupons(token, limit, beforeOf(before)).map(couponJson),
    history: (token, range) => {
      const { state } = at()
      const points = store.monitorPoints(token, range)
      const last = state.records.monitorNow.get(token)
      if (last && last.start >= range.from && last.start < range.to) points.push(last)
      return points.slice(-range.limit).map(pointJson)
    },
    registrations: () => [...at().state.records.registrations.values()].map(registrationJson),
    overview: () => [
      ...credits().map((credit) => overviewRow('credit', credit, credit.circulating)),
      ...notes().map((note) => overviewRow('note', note, note.supply)),
      ...bundles().map((bundle) =>
        overviewRow('bundle', { ...bundle, issuer: issuerOf(at().state, bundle), state: 'open' }, bundle.supply),
      ),
    ],
    monitor: () => {
      const { state, now } = at()
      return monitorJson(state, quotesOf(state), now)
    },
    account: (account) => {
      const { state } = at()
      const { redemptions, registrations } = state.records
      const tokens = new Set(
        [...redemptions.values()].filter(({ holder }) => holder === account).map((row) => row.token),
      )
      return {
        redemptions: [...tokens].flatMap((token) =>
          redemptionsOf(state, token).filter(({ holder }) => holder === account),
        ),
        registrations: [...registrations.values()].filter(({ holder }) => holder === account).map(registrationJson),
        claims: store.claims(account, CLAIMS).map(creditEventJson),
      }
    },
    provider: (account) => {
      const { state, now } = at()
      const theirs = {
        credits: credits().filter(({ issuer }) => issuer === account),
        notes: notes().filter(({ issuer }) => issuer === account),
        bundles: bundles().filter((bundle) => issuerOf(state, bundle) === account),
      }
      return providerJson(state, account, theirs, now)
    },
  }
}

/** In the order in which they were issued. */
export const inOrder = <Row extends Placed>(rows: Iterable<Row>): Row[] =>
  [...rows].sort(({ at: one }, { at: other }) => one.block - other.block || one.logIndex - other.logIndex)

/** A bundle is its credit's issuer's. */
const issuerOf = ({ records }: State, { credit }: Pick<Bundle, 'credit'>): string =>
  records.credits.get(credit as Address)?.issuer ?? ''

type Overviewed = Pick<FinancingRow, 'token' | 'name' | 'symbol' | 'market' | 'financing' | 'issuer' | 'state'>

function overviewRow(kind: FinancingRow['kind'], instrument: Overviewed, lots: string): FinancingRow {
  const { token, name, symbol, market, financing, issuer, state } = instrument
  const price = BigInt(financing.price ?? financing.fair ?? 0)
  const outstanding = `${(BigInt(lots) * price) / 1_000n}`
  return { kind, token, name, symbol, market, financing, issuer, state, outstanding }
}
