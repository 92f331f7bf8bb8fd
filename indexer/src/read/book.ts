import { Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { LevelRow } from '../api/readModel.ts'
import { type Level, levelKey, sideKey } from '../market/level.ts'
import type { State } from '../market/state.ts'

export const levelRow = ({ tick, open, queue }: Level): LevelRow => ({ tick, lots: open, orders: queue.length })

/** The best `depth` levels of a side, best first. */
export function sideOf(state: State, market: number, side: Side, depth: number): LevelRow[] {
  const ticks = [...(state.ticks.get(sideKey(market, side)) ?? [])]
  ticks.sort(side === Side.Bid ? (a, b) => b - a : (a, b) => a - b)
  return ticks.slice(0, depth).map((tick) => {
    const level = state.levels.get(levelKey(market, side, tick))
    return level ? levelRow(level) : { tick, lots: 0n as Lots, orders: 0 }
  })
}

/** The highest bid or the lowest ask; null if nothing rests there. */
export function bestTick(state: State, market: number, side: Side): Tick | null {
  let best: Tick | null = null
  for (const tick of state.ticks.get(sideKey(market, side)) ?? []) {
    if (best === null || (side === Side.Bid ? tick > best : tick < best)) best = tick
  }
  return best
}
