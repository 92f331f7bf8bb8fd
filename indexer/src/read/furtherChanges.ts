import type { DeskReads } from '../api/deskReads.ts'
import type { FinanceReads } from '../api/financeReads.ts'
import type { Change } from '../api/readModel.ts'
import type { Draft } from '../market/draft.ts'
import { creditEventJson } from './credits.ts'
import { receiptJson } from './deliveries.ts'
import { couponJson } from './notes.ts'

/**
 * What a commit changed at the delivery desk and in financing: rows that are not what was told of them last, since a price, the clock and an
 * event can each change them.
 */
export class FurtherChanges {
  readonly #desk: DeskReads
  readonly #finance: FinanceReads
  /** What was told last, as text, by row. */
  readonly #told = new Map<string, string>()

  constructor(desk: DeskReads, finance: FinanceReads) {
    this.#desk = desk
    this.#finance = finance
  }

  /** To be called when a commit is not told: whoever listens gets the state as a whole. */
  forget(): void {
    this.#told.clear()
  }

  /** @param draft - Of the commit; the reads stand at it. */
  of({ records }: Draft): Change[] {
    const offers = this.#news('offer', this.#desk.offers(), ({ offer }) => offer)
    const deliveries = this.#news('delivery', this.#desk.deliveries(), ({ election }) => election)
    const receipts = newestFirst(records.receipts.rows()).map(receiptJson)
    const accounts = this.#news('desk', this.#desk.accounts(), ({ account }) => account)

    const all = this.#finance.credits()
    const credits = this.#news('credit', all, ({ token }) => token)
    const queues = new Set([...records.redemptions.rows()].map(({ token }) => token))
    const redemptions = [...queues].flatMap((token) => this.#finance.redemptions(token))
    const events = newestFirst(records.creditEntries.rows()).map(creditEventJson)
    const notes = this.#news('note', this.#finance.notes(), ({ token }) => token)
    const coupons = newestFirst(records.coupons.rows()).map(couponJson)
    const holdings = this.#finance.registrations()
    const registrations = this.#news('registration', holdings, ({ token, holder }) => `${token} ${holder}`)
    const bundles = this.#news('bundle', this.#finance.bundles(), ({ token }) => token)
    const rows = this.#news('financing', this.#finance.overview(), ({ token }) => token)
    const [monitor] = this.#news('monitor', all.length > 0 ? [this.#finance.monitor()] : [], () => '')

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

  #news<Row>(kind: string, rows: readonly Row[], keyOf: (row: Row) => string | number): Row[] {
    return rows.filter((row) => {
      const key = `${kind} ${keyOf(row)}`
      const text = JSON.stringify(row)
      if (this.#told.get(key) === text) return false
      this.#told.set(key, text)
      return true
    })
  }
}

const newestFirst = <Row>(rows: Iterable<Row>): Row[] => [...rows].reverse()
