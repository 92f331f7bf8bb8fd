import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import type { Duty } from '../calendar/duty.ts'
import type { LocalAccount } from '../chain/accounts.ts'
import { localClient } from '../chain/anvil.ts'
import type { Clock } from '../chain/clock.ts'
import { createDesk } from './desk.ts'
import { answer, bodyOf } from './http.ts'
import { createJobs } from './jobs.ts'
import { createMachines } from './machines.ts'
import { Refusal } from './refusal.ts'
import { createRoutes, type Route } from './routes.ts'
import { createSignIn } from './signIn.ts'

export type GatewayOptions = {
  port: number
  rpcUrl: string
  deployment: FullDeployment
  /** The chain's: what is metered. */
  clock: Clock
  /** Signs receipts where it was agreed on, and pays for posting all. */
  meter: LocalAccount
  /** Where the work of machines is kept from one run to the next; absent for nowhere. */
  file?: string
  /** Told of what went wrong. */
  log: (line: string) => void
}

/** A provider's endpoint: the buyer of hours, or the holder of a redemption, signs in, starts work, and receipts what was delivered. */
export type Gateway = {
  url: string
  /** Posts now and then what the meter has counted, also while the clock is moved. */
  duty: Duty
  stop: () => Promise<void>
}

/** Starts the reference gateway of a provider, for this machine alone. */
export async function startGateway({
  port,
  rpcUrl,
  deployment,
  clock,
  meter,
  file,
  log,
}: GatewayOptions): Promise<Gateway> {
  const host = `127.0.0.1:${port}`
  const url = `http://${host}`
  const desk = createDesk(rpcUrl, deployment, meter)
  const machines = createMachines({ url, desk, clock, meter, jobs: createJobs(file) })
  const routes = createRoutes(host, createSignIn(localClient(rpcUrl), url), machines)

  // One request after another: what two of them read and post would contradict each other.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
  const post = (): Promise<void> => inTurn(machines.postAll)
  const server = createServer((request, response) => void serve(request, response, routes, inTurn, log))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url,
    duty: { name: 'gateway', daily: post, often: post },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  routes: ReadonlyMap<string, Route>,
  inTurn: InTurn,
  log: GatewayOptions['log'],
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  if (method === 'OPTIONS') return answer(request, response, 204)
  try {
    const route = routes.get(`${method} ${url.split('?', 1)[0]}`)
    if (!route) throw new Refusal(404, 'no_such_route', `There is ${[...routes.keys()].join(', ')}`)
    // Read before its turn comes: who sends slowly holds up nobody.
    const body = method === 'GET' ? {} : await bodyOf(request)
    answer(request, response, 200, await inTurn(() => route(request, body)))
  } catch (error) {
    if (error instanceof Refusal) {
      return answer(request, response, error.status, { error: error.error, message: error.message })
    }
    const message = error instanceof Error ? error.message : String(error)
    log(`The gateway: ${method} ${url}: ${message}`)
    answer(request, response, 502, { error: 'no_answer', message: `The chain did not take it: ${message}` })
  }
}
