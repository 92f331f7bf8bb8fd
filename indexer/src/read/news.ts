const MINUTE = 60

/**
 * Rows that are not what was told of them last.
 *
 * Events change rows, and so do prices and the clock. Which rows an event touches is known; all others are looked at once a minute, when
 * {@link News.turns}. What no look has come across for a whole minute is forgotten.
 */
export class News {
  /** What was told last, as text, by row: since the minute turned, and in the minute before. */
  #told = new Map<string, string>()
  #before = new Map<string, string>()
  #minute = 0

  /** Whoever listens gets the state as a whole. */
  forget(): void {
    this.#told.clear()
    this.#before.clear()
    this.#minute = 0
  }

  /** True once in every minute: it is time to look at every row. @param time - Of the block, Unix seconds. */
  turns(time: number): boolean {
    const minute = Math.floor(time / MINUTE)
    if (minute === this.#minute) return false
    this.#minute = minute
    this.#before = this.#told
    this.#told = new Map()
    return true
  }

  of<Row>(kind: string, rows: readonly Row[], keyOf: (row: Row) => string | number): Row[] {
    return rows.filter((row) => {
      const key = `${kind} ${keyOf(row)}`
      const text = JSON.stringify(row)
      const known = this.#lastOf(key)
      this.#told.set(key, text)
      return known !== text
    })
  }

  /**
   * Takes note of rows that somebody is given beside what is told, as in a snapshot. One that is not as it was told last is told by the next look in
   * any case: it may have moved back by then, which would be no news to the others.
   */
  given<Row>(kind: string, rows: readonly Row[], keyOf: (row: Row) => string | number): void {
    for (const row of rows) {
      const key = `${kind} ${keyOf(row)}`
      if (this.#lastOf(key) === JSON.stringify(row)) continue
      this.#told.delete(key)
      this.#before.delete(key)
    }
  }

  #lastOf(key: string): string | undefined {
    return this.#told.get(key) ?? this.#before.get(key)
  }
}
