import { Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import { CorruptionError } from '../errors.ts'

/** One price level of one side of a book. */
export type Level = {
  market: number
  side: Side
  tick: Tick
  /** Lots that rest. */
  open: Lots
  /** Ids of the orders that rest, first in line first. */
  queue: readonly number[]
}

/** Lots of one order that a take reached. */
export type Share = { order: number; lots: Lots }

const TICKS = 2 ** 24

export const sideKey = (market: number, side: Side): number => market * 2 + side
export const levelKey = (market: number, side: Side, tick: Tick): number => sideKey(market, side) * TICKS + tick
export const opposite = (side: Side): Side => (side === Side.Bid ? Side.Ask : Side.Bid)

export const emptyLevel = (market: number, side: Side, tick: Tick): Level => ({
  ...{ market, side, tick, queue: [] },
  open: 0n as Lots,
})

/** An order joins the end of the line. */
export const appendOrder = (level: Level, order: number, lots: Lots): Level => ({
  ...level,
  open: (level.open + lots) as Lots,
  queue: [...level.queue, order],
})

/** An order leaves the line, wherever it stands. */
export const removeOrder = (level: Level, order: number, lots: Lots): Level => ({
  ...level,
  open: (level.open - lots) as Lots,
  queue: level.queue.filter((each) => each !== order),
})

/** An order gives up lots and keeps its place. */
export const shrinkLevel = (level: Level, lots: Lots): Level => ({ ...level, open: (level.open - lots) as Lots })

/**
 * Takes lots from the front of the line.
 *
 * @param openOf - Lots of an order that rest.
 * @returns The level after it, and what each order gave, first in line first; the last may keep some.
 * @throws {@link CorruptionError} if fewer lots rest.
 */
export function takeFront(
  level: Level,
  lots: Lots,
  openOf: (order: number) => Lots,
): { level: Level; shares: Share[] } {
  const shares: Share[] = []
  let left: bigint = lots
  let gone = 0
  for (const order of level.queue) {
    if (left === 0n) break
    const open = openOf(order)
    const share = open < left ? open : left
    shares.push({ order, lots: share as Lots })
    left -= share
    if (share === open) gone += 1
  }
  if (left !== 0n) throw new CorruptionError(`${lots} lots were taken at tick ${level.tick}, ${left} more than rest`)
  return { level: { ...level, open: (level.open - lots) as Lots, queue: level.queue.slice(gone) }, shares }
}

/** @throws {@link CorruptionError} unless the level stands as the chain says. */
export function requireOpen(level: Level, open: Lots): void {
  if (level.open === open) return
  const { market, tick } = level
  throw new CorruptionError(`Market ${market}, tick ${tick}: ${level.open} lots rest, the chain says ${open}`)
}
