import type { DeskReads } from '../api/deskReads.ts'
import type { FinanceReads } from '../api/financeReads.ts'
import type { Monitor } from '../api/monitorSchemas.ts'
import type { Change } from '../api/readModel.ts'
import type { Draft } from '../market/draft.ts'
import { creditEventJson } from './credits.ts'
import { receiptJson } from './deliveries.ts'
import { monitorOf, type Watched } from './monitor.ts'
import { News } from './news.ts'
import { couponJson } from './notes.ts'
import { overviewOf } from './overview.ts'
import type { Moment } from './page.ts'
import { type Sighting, type Touched, touchedBy } from './touched.ts'

type Reads = { desk: Pick<DeskReads, 'live'>; finance: Pick<FinanceReads, 'live' | 'monitor'> }

/**
 * What a commit changed at the delivery desk and in financing: rows that are not what was told of them last.
 *
 * With every commit the rows are looked at that its events touched. Curves, index and clock can change any row: for these, what a snapshot holds is
 * looked at once a minute.
 */
export class FurtherChanges {
  readonly #reads: Reads
  readonly #at: () => Moment
  readonly #news = new News()
  /** The monitor as it was looked at last, by token. */
  readonly #watched = new Map<string, Watched>()

  /** @param at - Where the reads stand. */
  constructor(reads: Reads, at: () => Moment) {
    this.#reads = reads
    this.#at = at
  }

  /** To be called when a commit is not told: whoever listens gets the state as a whole. */
  forget(): void {
    this.#news.forget()
  }

  /** @param draft - Of the commit; the reads stand at it. */
  of(draft: Draft): Change[] {
    const { records } = draft
    const moment = this.#at()
    const isDue = this.#news.turns(moment.now)
    const touched = touchedBy(draft, moment)
    const looked = isDue ? joined(this.#live(), touched) : touched

    const offers = this.#news.of('offer', looked.offers, ({ offer }) => offer)
    const deliveries = this.#news.of('delivery', looked.deliveries, ({ election }) => election)
    const accounts = this.#news.of('desk', looked.accounts, ({ account }) => account)
    const receipts = newestFirst(records.receipts.rows()).map(receiptJson)

    const credits = this.#news.of('credit', looked.credits, tokenOf)
    const { redemptions } = touched
    const events = newestFirst(records.creditEntries.rows()).map(creditEventJson)
    const notes = this.#news.of('note', looked.notes, tokenOf)
    const coupons = newestFirst(records.coupons.rows()).map(couponJson)
    const { registrations } = touched
    const bundles = this.#news.of('bundle', looked.bundles, tokenOf)
    const rows = this.#news.of('financing', overviewOf(moment.state, looked), tokenOf)
    const [monitor] = this.#news.of('monitor', this.#monitor(isDue, touched.sightings), () => '')

    const changes: Change[] = []
    if (offers.length + deliveries.length + receipts.length + accounts.length > 0) {
      changes.push({ channel: 'deliveries', offers, deliveries, receipts, accounts })
    }
    if (credits.length + redemptions.length + events.length > 0) {
      changes.push({ channel: 'credits', credits, redemptions, events })
    }
    if (notes.length + coupons.length + registrations.length > 0) {
      changes.push({ channel: 'notes', notes, coupons, registrations })
    }
    if (bundles.length > 0) changes.push({ channel: 'bundles', bundles })
    if (rows.length > 0) changes.push({ channel: 'financing', rows })
    if (monitor) changes.push({ channel: 'monitor', monitor })
    return changes
  }

  /** The same reads, of which it takes note: prices move rows and may move them back before it looks at them again. */
  noted(finance: FinanceReads): FinanceReads {
    const { live } = finance
    const noting =
      <Row extends { token: string }>(kind: string, read: () => Row[]) =>
      (): Row[] => {
        const rows = read()
        this.#news.given(kind, rows, tokenOf)
        return rows
      }
    return {
      ...finance,
      live: {
        ...live,
        credits: noting('credit', live.credits),
        notes: noting('note', live.notes),
        bundles: noting('bundle', live.bundles),
      },
      overview: noting('financing', finance.overview),
      monitor: () => {
        const monitor = finance.monitor()
        this.#news.given('monitor', [monitor], () => '')
        return monitor
      },
      provider: (account) => {
        const provider = finance.provider(account)
        this.#news.given('credit', provider.credits, tokenOf)
        this.#news.given('note', provider.notes, tokenOf)
        return provider
      },
    }
  }

  /** What prices and the clock can change. */
  #live(): Priced {
    const { desk, finance } = this.#reads
    return {
      ...{ offers: desk.live.offers(), deliveries: desk.live.deliveries(), accounts: [] },
      ...{ credits: finance.live.credits(), notes: finance.live.notes(), bundles: finance.live.bundles() },
    }
  }

  /** At most one: none where nothing of it was looked at. */
  #monitor(isDue: boolean, sightings: readonly Sighting[]): Monitor[] {
    if (isDue) {
      this.#watched.clear()
      for (const credit of this.#reads.finance.monitor().credits) this.#watched.set(credit.token, credit)
    }
    for (const { token, watched } of sightings) {
      if (watched) this.#watched.set(token, watched)
      else this.#watched.delete(token)
    }
    const isLooked = isDue ? this.#at().state.records.credits.size > 0 : sightings.length > 0
    return isLooked ? [monitorOf([...this.#watched.values()])] : []
  }
}

type Priced = Pick<Touched, 'offers' | 'deliveries' | 'accounts' | 'credits' | 'notes' | 'bundles'>

/** A row that is in both is news once. */
const joined = (one: Priced, other: Priced): Priced => ({
  offers: [...one.offers, ...other.offers],
  deliveries: [...one.deliveries, ...other.deliveries],
  accounts: other.accounts,
  credits: [...one.credits, ...other.credits],
  notes: [...one.notes, ...other.notes],
  bundles: [...one.bundles, ...other.bundles],
})

const tokenOf = ({ token }: { token: string }): string => token

const newestFirst = <Row>(rows: Iterable<Row>): Row[] => [...rows].reverse()
