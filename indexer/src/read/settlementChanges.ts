import type { Change } from '../api/readModel.ts'
import type { SettlementReads } from '../api/settlementReads.ts'
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
  of({ records, time, grades: listed }: Draft): Change[] {
    const { prints, reporters, settlements, marks } = records
    const touched = [prints, reporters, settlements, marks].some(({ changed }) => changed.size > 0)
    if (!this.#news.turns(time) && !touched) return []
    const changes: Change[] = []
    const printed = new Set([...prints.rows()].map(({ grade }) => listed.get(grade)?.name))
    const index = this.#reads.index()
    const changed = new Set(this.#news.of('index', index, ({ grade }) => grade))
    const grades = index.filter((row) => changed.has(row) || printed.has(row.grade))
    const rows = this.#news.of('settlement', this.#reads.settlements(), ({ symbol }) => symbol)
    const newest = this.#news.of('mark', this.#reads.latestMarks(), ({ symbol }) => symbol)
    if (grades.length > 0) changes.push({ channel: 'index', grades })
    if (rows.length > 0) changes.push({ channel: 'settlements', settlements: rows })
    if (newest.length > 0) changes.push({ channel: 'marks', marks: newest })
    return changes
  }
}
