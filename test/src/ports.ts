import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range that systems give to outgoing connections: what is free now is not taken by one before it is bound. */
const RANGE = [20_000, 32_000] as const

/** A port of this machine that nothing listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...RANGE)
    if (await isFree(port)) return port
  }
}

/** A port that people expect something at, if it is free; another one if not. */
export const portNear = async (wanted: number): Promise<number> => ((await isFree(wanted)) ? wanted : freePort())

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    // Without a host, so that a listener on any address of this machine counts.
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
