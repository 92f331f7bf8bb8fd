// `npm start`: the whole exchange on this machine. `--quiet` leaves the actors out, `--dev` serves the web app from its sources.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { demoAccount } from './chain/accounts.ts'
import { portNear } from './ports.ts'
import { ROOT } from './process.ts'
import { type Stack, startStack } from './stack.ts'

const PORTS = { rpc: 8_545, api: 4_000, web: 5_173, gateway: 4_100 }
/** Long enough for every chart to have something to show. */
const HISTORY_DAYS = 21
const FOLDER = '.gigahour'
/** A signal that comes again so soon is the same one, passed on by npm or tsx. Milliseconds. */
const SAME_SIGNAL = 1_000

const { values: flags } = parseArgs({ options: { quiet: { type: 'boolean' }, dev: { type: 'boolean' } } })
const begun = performance.now()
const log = (line: string): void =>
  console.log(`${((performance.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}`)

let running: Stack | undefined
let stopping = 0

async function stop(exitCode: number): Promise<void> {
  if (stopping > 0) {
    // Asked twice: at once then. What still runs is killed on the way out.
    if (performance.now() - stopping > SAME_SIGNAL) process.exit(exitCode)
    return
  }
  stopping = performance.now()
  log('Stopping: the chain is written down, so that the next start goes on from here')
  await running?.stop()
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))

try {
  running = await startStack({
    folder: path.join(ROOT, FOLDER),
    ports: {
      rpc: await portNear(PORTS.rpc),
      api: await portNear(PORTS.api),
      web: await portNear(PORTS.web),
      gateway: await portNear(PORTS.gateway),
    },
    historyDays: HISTORY_DAYS,
    actors: !flags.quiet,
    web: flags.dev ? 'sources' : 'bundle',
    log,
  })
  log('Ready')
  console.log(tableOf(running))
  const trouble = await running.failed
  if (stopping === 0) {
    console.error(trouble)
    await stop(1)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await stop(1)
}

function tableOf({ webUrl, apiUrl, gatewayUrl, rpcUrl, wsUrl, deployment }: Stack): string {
  const { address } = demoAccount()
  const rows = [
    ['Web app', webUrl],
    ['API', `${apiUrl}/v1/status, described in ${apiUrl}/openapi.json`],
    ['Stream', `${apiUrl.replace('http', 'ws')}/v1/stream`],
    ['Gateway', `${gatewayUrl}, where users of Northwind's hours and credits sign in and start work`],
    ['Chain', `${rpcUrl} and ${wsUrl}, chain id ${deployment.chainId}, a block a second`],
    ['Exchange', deployment.exchange],
    ['Series', deployment.seriesRegistry],
    ['USDC', `${deployment.usdc}, Circle's contract with test money`],
    ['Account', `${address}, offered by the web app: its key is everybody's`],
    ['Actors', flags.quiet ? 'none' : 'makers, hedgers, speculators and an arbitrageur, on accounts of their own'],
    ['Kept in', `${FOLDER}; delete it to begin anew`],
  ]
  return `\n${rows.map(([name = '', what]) => `  ${name.padEnd(10)}${what}`).join('\n')}\n\n  Ctrl-C stops all of it.\n`
}
