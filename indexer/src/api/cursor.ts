import type { Position } from './readModel.ts'

/** The cursor of a row: opaque to clients, and as stable as the block that the row stands in. */
export const encodeCursor = ({ block, logIndex, index }: Position): string =>
  Buffer.from(`${block}:${logIndex}:${index}`).toString('base64url')

/** Reads a cursor back; `undefined` if it is none. */
export function decodeCursor(cursor: string): Position | undefined {
  const match = /^(\d{1,15}):(\d{1,9}):(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString())
  if (!match) return undefined
  const [, block, logIndex, index] = match
  return { block: Number(block), logIndex: Number(logIndex), index: Number(index) }
}

/** As {@link nextCursor}, of rows that tell their block and log as they travel. */
export const nextOf = (rows: { block: number; logIndex: number }[], limit: number): string | null =>
  nextCursor(
    rows.map(({ block, logIndex }) => ({ position: { block, logIndex, index: 0 } })),
    limit,
  )

/**
 * The cursor of the page after these rows.
 *
 * @returns null if there were fewer rows than asked for: there are no older ones.
 */
export function nextCursor(rows: { position: Position }[], limit: number): string | null {
  const last = rows.at(-1)
  return last && rows.length >= limit ? encodeCursor(last.position) : null
}
