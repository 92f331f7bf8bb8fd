import type { Position } from '../api/readModel.ts'
import type { Before } from '../store/store.ts'

/** Where a page begins, as the store has it. */
export const beforeOf = (position: Position | undefined): Before | undefined =>
  position && { block: position.block, logIndex: position.logIndex, part: position.index }
