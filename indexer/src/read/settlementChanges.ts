import type { Change } from '../api/readModel.ts'
import type { SettlementReads } from '../api/settlementReads.ts'
import type { Settlement } from '../api/settlementSchemas.ts'
import type { Draft } from '../market/draft.ts'
import { News } from './news.ts'

/**
 * What a commit changed in index, settlement and marks: rows that are not what was told of them last, since the clock changes them as well as an event
 * does. The clock is looked at once a minute. A grade is told as well when only an older print of it changed, which its row does not show.
 */
export class SettlementChanges {
  readonly #reads: SettlementReads
  readonly #news = new News()

  constructor(reads: SettlementReads) {
    this.#reads = reads
  }

  /** To be called when a commit is not told: whoever listens gets the state as a whole. */
  forget(): void {
    this.#news.forget()
  }

  /** @param draft - Of the commit; the reads stand at it. */
  of(draft: Draft): Change[] {
    const { prints, reporters, settlements, marks } = draft.records
    const touched = [draft.grades, prints, reporters, settlements, marks].some(({ changed }) => changed.size > 0)
    return this.#news.turns(draft.time) || touched ? this.#all(draft) : this.#settlements(this.#tradedSeries(draft))
  }

  #all({ records, grades: listed }: Draft): Change[] {
    const changes: Change[] = []
    const printed = new Set([...records.prints.rows()].map(({ grade }) => listed.get(grade)?.name))
    const index = this.#reads.index()
    const changed = new Set(this.#news.of('index', index, ({ grade }) => grade))
    const grades = index.filter((row) => changed.has(row) || printed.has(row.grade))
    if (grades.length > 0) changes.push({ channel: 'index', grades })
    changes.push(...this.#settlements(this.#reads.settlements()))
    const newest = this.#news.of('mark', this.#reads.latestMarks(), ({ symbol }) => symbol)
    if (newest.length > 0) changes.push({ channel: 'marks', marks: newest })
    return changes
  }

  #settlements(looked: readonly Settlement[]): Change[] {
    const settlements = this.#news.of('settlement', looked, ({ symbol }) => symbol)
    return settlements.length > 0 ? [{ channel: 'settlements', settlements }] : []
  }

  /** Series that were listed, or of which sets came or went: trade changes nothing else that is told here. */
  #tradedSeries({ markets }: Draft): Settlement[] {
    return [...markets.rows()].flatMap(({ symbol }) => this.#reads.settlement(symbol) ?? [])
  }
}
