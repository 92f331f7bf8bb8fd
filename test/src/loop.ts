/** Something that is done again and again, until it is stopped. */
export type Loop = {
  /** Ends it after the round that is under way. */
  stop: () => Promise<void>
  /** Waits for the round that is under way and begins no other until {@link resume}. */
  pause: () => Promise<void>
  resume: () => void
}

/**
 * Begins rounds, one after another.
 *
 * @param every - From the beginning of one round to the next, milliseconds; more if a round takes longer.
 * @param failed - Told of a round that failed; the next comes all the same.
 */
export function startLoop(every: number, round: () => Promise<void>, failed: (reason: string) => void): Loop {
  let stopped = false
  let paused = false
  let current: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const turn = (): void => {
    if (stopped || paused) return
    const begun = performance.now()
    current = round()
      .catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
      .then(() => {
        if (!stopped && !paused) timer = setTimeout(turn, Math.max(0, every - (performance.now() - begun)))
      })
  }
  turn()

  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await current
    },
    pause: async () => {
      paused = true
      clearTimeout(timer)
      await current
    },
    resume: () => {
      if (!paused) return
      paused = false
      turn()
    },
  }
}
