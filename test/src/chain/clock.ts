/** A chain's clock: it runs as fast as ours, and may be ahead of it. */
export type Clock = {
  /** Unix seconds. */
  now: () => number
  /** Sets it forward. Never back: blocks only get younger. */
  set: (time: number) => void
}

/** @param time - What it shows now, Unix seconds; our own time if that is later. */
export function createClock(time: number): Clock {
  let ahead = Math.max(0, time - ourTime())
  return {
    now: () => Math.floor(ourTime() + ahead),
    set: (to) => {
      ahead = Math.max(ahead, to - ourTime())
    },
  }
}

const ourTime = (): number => Date.now() / 1_000
