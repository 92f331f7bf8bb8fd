/**
 * Changes to a map that are not in it yet.
 *
 * Reads see them, the map does not: it takes them once the store has. A row that is thrown away is `undefined`.
 */
export class Overlay<Key, Row> {
  readonly changed = new Map<Key, Row | undefined>()
  readonly #base: ReadonlyMap<Key, Row>

  constructor(base: ReadonlyMap<Key, Row>) {
    this.#base = base
  }

  get(key: Key): Row | undefined {
    const row = this.changed.get(key)
    return row !== undefined || this.changed.has(key) ? row : this.#base.get(key)
  }

  set(key: Key, row: Row | undefined): void {
    this.changed.set(key, row)
  }

  /** The row before the changes. */
  before(key: Key): Row | undefined {
    return this.#base.get(key)
  }

  /** Every row, with the changes. */
  *all(): Generator<Row> {
    for (const [key, row] of this.#base) if (!this.changed.has(key)) yield row
    yield* this.rows()
  }

  /** The rows that changed. */
  *rows(): Generator<Row> {
    for (const row of this.changed.values()) if (row !== undefined) yield row
  }
}
