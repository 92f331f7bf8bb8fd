import { useSyncExternalStore } from 'react'

const DAY = 86_400

const readersClock = () => Math.floor(Date.now() / 1000)

let now = readersClock()
/** Seconds that the chain's clock is ahead of the reader's: a local chain can be moved into another month. */
let ahead = 0
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/**
 * The chain's clock in Unix seconds, one tick for the whole page. For ages and countdowns that are shown; a deadline that is signed
 * takes the time of the latest block.
 *
 * It is the reader's clock, unless the chain was seen to be ahead of it: a block that is behind is only old.
 */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now + ahead)
}

/** The chain's day by UTC, days since 1970: what shows it is drawn anew when the day turns, and not each second. */
export function useToday(): number {
  return useSyncExternalStore(subscribe, () => dayOf(now + ahead))
}

export const dayOf = (seconds: number): number => Math.floor(seconds / DAY)

/** The same at this moment, for what is decided outside of a component. */
export const chainNow = (): number => readersClock() + ahead

/** The reader's own clock in Unix seconds, for what happens off the chain. */
export function useReaderNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

/** Tells the page's clock the time of the latest block, Unix seconds. */
export function heardChainTime(timestamp: number): void {
  const difference = timestamp - readersClock()
  if (difference <= ahead) return
  ahead = difference
  for (const each of listeners) each()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = readersClock()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
