import { Side } from '@gigahour/contracts/side'
import type { Tick } from '@gigahour/contracts/units'
import { startOf } from './candle.ts'
import type { Draft } from './draft.ts'
import type { Market } from './listing.ts'
import { type Closing, type DailyMark, markOf } from './mark.ts'
import { type Position, positionKey } from './position.ts'
import { closingOf, dayOf, latestPrint } from './print.ts'

/** Marks are of the trades of so many seconds to the close. */
const WINDOW = 30 * 60
const MINUTE = 60
/** An index older than this is no index: so many days. */
const STALE = 3

/**
 * Closes every day whose 20:00 UTC has come since the last block: marks each series, and adds up what every account made of it.
 *
 * To be called before the events of a block: the first block at or after the close finds the books as they stood at the close.
 *
 * @param now - Time of the block, Unix seconds.
 */
export function closeDays(draft: Draft, now: number): void {
  // Before the first block nothing was listed.
  if (draft.time > 0) {
    for (let day = dayOf(draft.time); closingOf(day) <= now; day += 1)
      if (closingOf(day) > draft.time) closeDay(draft, day)
  }
  draft.time = Math.max(draft.time, now)
}

function closeDay(draft: Draft, day: number): void {
  const closing = closingOf(day)
  const ticks = new Map<number, Tick>()
  for (const market of [...draft.markets.all()]) {
    if (!market.series) continue
    const mark = closing < market.expiry ? markMarket(draft, market, day) : undefined
    if (mark) {
      draft.put('marks', mark)
      draft.put('markHistory', mark)
    }
    const tick = market.settlement ?? mark?.tick ?? draft.records.marks.get(`${market.id}`)?.tick
    if (tick !== undefined) ticks.set(market.id, tick)
  }
  for (const position of [...draft.positions.all()]) {
    const tick = ticks.get(position.market)
    if (tick !== undefined) closePosition(draft, position, day, tick)
  }
}

function markMarket(draft: Draft, market: Market, day: number): DailyMark | undefined {
  const closing = closingOf(day)
  const grade = market.series?.grade ?? 0
  const print = latestPrint(draft.records.prints, grade, { day, first: day - STALE, now: closing })
  const index = print?.price ?? null
  const known: Closing = {
    cap: market.cap,
    traded: tradedIn(draft, market.id, closing - WINDOW, closing),
    bid: draft.bestTick(market.id, Side.Bid),
    ask: draft.bestTick(market.id, Side.Ask),
    index,
    lastBasis: draft.records.marks.get(`${market.id}`)?.basis ?? null,
  }
  const mark = markOf(known)
  // Without an index the basis of before is kept, for the day on which there is one again.
  const basis = mark?.basis ?? known.lastBasis
  const { openInterest } = market
  return mark && { market: market.id, day, ...mark, basis, index, indexDay: print?.source ?? null, openInterest }
}

/** @param from - Unix seconds, a whole minute, as `to`, which is exclusive. */
function tradedIn(draft: Draft, market: number, from: number, to: number): Closing['traded'] {
  let [volume, turnover] = [0n, 0n]
  for (let start = startOf(from, MINUTE); start < to; start += MINUTE) {
    const candle = draft.minute(market, start)
    if (!candle) continue
    volume += candle.volume
    turnover += candle.turnover
  }
  return { volume, turnover }
}

/** Nothing is kept of an account that holds nothing and made nothing. */
function closePosition(draft: Draft, position: Position, day: number, tick: Tick): void {
  const { account, market, net, cost, realised } = position
  const total = realised + net * BigInt(tick) - cost
  const profit = total - position.closed
  if (net === 0n && profit === 0n) return
  draft.put('profits', { account, market, day, net, tick, profit, total })
  if (profit !== 0n) draft.positions.set(positionKey(account, market), { ...position, closed: total })
}
