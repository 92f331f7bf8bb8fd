import type { PageRequest, Position, RowPage } from '../api/readModel.ts'
import type { State } from '../market/state.ts'
import type { Before } from '../store/store.ts'

/** Where a page begins, as the store has it. */
export const beforeOf = (position: Position | undefined): Before | undefined =>
  position && { block: position.block, logIndex: position.logIndex, part: position.index }

/** What reads stand at: the state, and its time, Unix seconds. */
export type Moment = { state: State; now: number }

/** What stands at a place in the chain. */
export type Placed = { at: { block: number; logIndex: number } }

const inOrder = ({ at: one }: Placed, { at: other }: Placed): number =>
  one.block - other.block || one.logIndex - other.logIndex

/** The newest `limit` rows of those before `before`, oldest first. Rows may come in any order. */
export function newestOf<Row extends Placed, Json>(
  rows: Iterable<Row>,
  { limit, before }: PageRequest,
  toJson: (row: Row) => Json,
): RowPage<Json> {
  const start = before && { at: before }
  const older = [...rows].filter((row) => !start || inOrder(row, start) < 0).sort(inOrder)
  const page = older.slice(-limit)
  const [first] = page
  return {
    rows: page.map(toJson),
    next: first && older.length > page.length ? { ...placeOf(first), index: 0 } : null,
  }
}

const placeOf = ({ at: { block, logIndex } }: Placed) => ({ block, logIndex })

/** Rows of one kind that are told unasked, in a snapshot of the stream and as time goes on. */
export const LIVE_ROWS = 500

/** At most {@link LIVE_ROWS}: those that are not over before those that are, newer before older; told oldest first. */
export function liveOf<Row extends Placed>(rows: Iterable<Row>, isOver: (row: Row) => boolean): Row[] {
  const sorted = [...rows].sort(inOrder)
  if (sorted.length <= LIVE_ROWS) return sorted
  const over = sorted.filter(isOver)
  const going = sorted.filter((row) => !isOver(row)).slice(-LIVE_ROWS)
  const room = LIVE_ROWS - going.length
  return [...going, ...(room > 0 ? over.slice(-room) : [])].sort(inOrder)
}
