import { type RpcCall, sendBatch } from '../chain/rpc.ts'
import type { Pace } from './actor.ts'
import type { Floor, SignedCall } from './floor.ts'

export type HistoryOptions = {
  rpcUrl: string
  floor: Floor
  /** Times of the blocks to fill, ascending, Unix seconds. */
  times: readonly number[]
  /** Days to be lived by a moment, oldest first. @param until - Unix seconds. */
  due: (until: number) => readonly number[]
  /** Called before the first block, and the first of a month: lists the months that have come. @param time - Of that block. */
  onMonth: (time: number) => Promise<void>
  /** Called before the first block by which a day is due: what happens by the calendar. */
  onDay: (day: number) => Promise<void>
  onProgress?: (done: number, of: number) => void
}

/** In history a block is many minutes: makers follow the price of a few series in each. */
const PACE: Pace = { series: 1, levels: 3, trades: 4 }

/** The last block leaves a full book behind. */
const CLOSING_PACE: Pace = { series: Number.POSITIVE_INFINITY, levels: 6, trades: 1 }

/**
 * Lets the actors trade through the past: a block for each time, mined at once with that timestamp.
 *
 * The chain must not mine by itself meanwhile.
 */
export async function writeHistory({
  rpcUrl,
  floor,
  times,
  due,
  onMonth,
  onDay,
  onProgress,
}: HistoryOptions): Promise<void> {
  let month: number | undefined
  for (const [n, time] of times.entries()) {
    // First, for their evenings lie behind; the listings stand just before the block.
    for (const day of due(time)) await onDay(day)
    if (monthNumber(time) !== month) {
      month = monthNumber(time)
      await onMonth(time)
      await floor.refresh()
    }
    const last = n === times.length - 1
    await fillBlock(rpcUrl, floor, await floor.round(time, last ? CLOSING_PACE : PACE), time)
    if (n % 100 === 0 || last) onProgress?.(n + 1, times.length)
  }
}

/** Sends what was signed and mines it, in one request. */
async function fillBlock(rpcUrl: string, floor: Floor, signed: readonly SignedCall[], time: number): Promise<void> {
  const sends = signed.map(({ transaction }): RpcCall => ({ method: 'eth_sendRawTransaction', params: [transaction] }))
  const mine: RpcCall[] = [
    { method: 'evm_setNextBlockTimestamp', params: [time] },
    { method: 'evm_mine', params: [] },
  ]
  const answers = await sendBatch(rpcUrl, [...sends, ...mine])
  const mined = answers.at(-1)
  if (mined?.error) throw new Error(`No block at ${time}: ${mined.error.message}`)
  for (const [n, call] of signed.entries()) {
    if (answers[n]?.error) await floor.refused(call)
  }
}

const monthNumber = (time: number): number => {
  const date = new Date(time * 1_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How far apart blocks of a history are, by how long ago they are: closer towards now, where a chart is looked at closely. */
const GRAIN = [
  { within: HOUR, step: MINUTE },
  { within: DAY, step: 5 * MINUTE },
  { within: Number.POSITIVE_INFINITY, step: 30 * MINUTE },
] as const

/** Times of the blocks between two moments, both excluded. Unix seconds. */
export function historyTimes(from: number, until: number): number[] {
  const times: number[] = []
  for (let time = from; ; ) {
    const ago = until - time
    time += GRAIN.find(({ within }) => ago <= within)?.step ?? DAY
    if (time >= until) return times
    times.push(time)
  }
}
