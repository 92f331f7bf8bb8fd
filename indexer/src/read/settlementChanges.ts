import type { Change } from '../api/readModel.ts'
import type { SettlementReads } from '../api/settlementReads.ts'
import type { Draft } from '../market/draft.ts'

const MINUTE = 60

/**
 * What a commit changed in index, settlement and marks: rows that are not what was told of them last, since the clock changes them as well as an event
 * does. The clock is looked at once a minute. A grade is told as well when only an older print of it changed, which its row does not show.
 */
export class SettlementChanges {
  readonly #reads: SettlementReads
  /** What was told last, as text, by row. */
  readonly #told = new Map<string, string>()
  #minute = 0

  constructor(reads: SettlementReads) {
    this.#reads = reads
  }

  /** To be called when a commit is not told: whoever listens gets the state as a whole. */
  forget(): void {
    this.#told.clear()
    this.#minute = 0
  }

  /** @param draft - Of the commit; the reads stand at it. */
  of({ records, time, grades: listed }: Draft): Change[] {
    const { prints, reporters, settlements, marks } = records
    const touched = [prints, reporters, settlements, marks].some(({ changed }) => changed.size > 0)
    const minute = Math.floor(time / MINUTE)
    if (!touched && minute === this.#minute) return []
    this.#minute = minute
    const changes: Change[] = []
    const printed = new Set([...prints.rows()].map(({ grade }) => listed.get(grade)?.name))
    const index = this.#reads.index()
    const changed = new Set(this.#news('index', index, ({ grade }) => grade))
    const grades = index.filter((row) => changed.has(row) || printed.has(row.grade))
    const rows = this.#news('settlement', this.#reads.settlements(), ({ symbol }) => symbol)
    const newest = this.#news('mark', this.#reads.latestMarks(), ({ symbol }) => symbol)
    if (grades.length > 0) changes.push({ channel: 'index', grades })
    if (rows.length > 0) changes.push({ channel: 'settlements', settlements: rows })
    if (newest.length > 0) changes.push({ channel: 'marks', marks: newest })
    return changes
  }

  #news<Row>(kind: string, rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
    return rows.filter((row) => {
      const key = `${kind} ${keyOf(row)}`
      const text = JSON.stringify(row)
      if (this.#told.get(key) === text) return false
      this.#told.set(key, text)
      return true
    })
  }
}
