import { createServer } from 'node:net'
import { freePort } from './process.ts'

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
