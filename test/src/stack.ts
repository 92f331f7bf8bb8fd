import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import { startLiveMarket } from './actors/live.ts'
import { buildContracts, buildWeb } from './build.ts'
import { startLiveCalendar } from './calendar/live.ts'
import { people } from './calendar/people.ts'
import { demoAccount } from './chain/accounts.ts'
import { startLocalChain } from './chain/localChain.ts'
import type { TimeMachine } from './chain/timeMachine.ts'
import { createFaucet } from './faucet.ts'
import { lockFolder } from './folderLock.ts'
import { startGateway } from './gateway/gateway.ts'
import { forgetJobs, placeGateway } from './gateway/place.ts'
import { type IndexerProcess, startIndexer } from './indexerProcess.ts'
import { freePort } from './ports.ts'
import { startWebServer } from './webServer.ts'

export type StackOptions = {
  /** Where chain and store are kept from one run to the next; absent for a folder that is thrown away in the end. */
  folder?: string
  /** Ports to use; absent for free ones. */
  ports?: Ports
  /** Days of trading that lie behind a new chain; none if absent. */
  historyDays?: number
  /** Whether actors trade. */
  actors?: boolean
  /** The web app as a bundle, or from its sources; absent for none. */
  web?: 'bundle' | 'sources'
  /** Told of the progress, and of what went wrong with actors. */
  log?: (line: string) => void
}

export type Ports = { rpc: number; api: number; web: number; gateway: number }

/** The whole exchange, running. */
export type Stack = {
  rpcUrl: string
  wsUrl: string
  apiUrl: string
  /** Empty if the stack has no web app. */
  webUrl: string
  /** Where users of hours and of credits sign in. */
  gatewayUrl: string
  deployment: FullDeployment
  /** File of the deployment, as indexer and other programs read it. */
  deploymentFile: string
  indexer: IndexerProcess
  /** Moves the chain's clock. */
  time: TimeMachine
  /** Resolves, with a sentence, if a part of it ends by itself. */
  failed: Promise<string>
  /** Ends everything that was started, and keeps chain and store. */
  stop: () => Promise<void>
}

/** Starts chain, indexer, web app and actors, each when what it needs is there. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const {
    folder = mkdtempSync(path.join(tmpdir(), 'gigahour-')),
    historyDays = 0,
    actors = false,
    log = silent,
  } = options
  const ports = options.ports ?? (await freePorts())
  const ending: (() => unknown)[] = options.folder ? [] : [() => rmSync(folder, { recursive: true, force: true })]
  const lock = lockFolder(folder)
  ending.push(lock.release)
  const stop = async (): Promise<void> => {
    // The last to start is the first to end.
    for (const end of ending.splice(0).toReversed()) await end()
  }
  try {
    log('Compiling the contracts')
    await buildContracts()
    const bundled = options.web === 'bundle' ? buildWeb() : Promise.resolve()
    // Awaited below; a failure meanwhile must not count as unhandled.
    bundled.catch(silent)

    const gatewayFolder = path.join(folder, 'gateway')
    const place = await placeGateway(gatewayFolder, ports.gateway)
    const chain = await startLocalChain({
      port: ports.rpc,
      folder: path.join(folder, 'chain'),
      historyDays,
      actors,
      endpoint: `http://127.0.0.1:${place.port}`,
      log,
    })
    ending.push(chain.stop)
    lock.adopt(chain.pid)
    const { rpcUrl, wsUrl, deployment, floor, calendar, clock, time } = chain
    const deploymentFile = path.join(folder, 'deployment.json')
    writeFileSync(deploymentFile, `${JSON.stringify(deployment, null, 2)}\n`)

    log(options.web ? 'Starting the indexer and the web app' : 'Starting the indexer')
    const store = path.join(folder, 'indexer')
    if (!chain.continues) rmSync(store, { recursive: true, force: true })
    const indexer = await startIndexer({ rpcUrl, wsUrl, deploymentFile, folder: store, port: ports.api })
    ending.push(indexer.child.stop)
    lock.adopt(indexer.child.pid)

    if (!chain.continues) forgetJobs(gatewayFolder)
    else if (place.moved)
      log(`Offers and credits made before send users to ${place.moved}, where the gateway could not stand again`)
    const { port, jobs: file } = place
    const gateway = await startGateway({ port, rpcUrl, deployment, clock, meter: people.meter, file, log })
    ending.push(gateway.stop)
    calendar.join(gateway.duty)

    let webUrl = ''
    if (options.web) {
      await bundled
      const config = { rpcUrl, apiUrl: indexer.apiUrl, deployment, demo: { privateKey: demoAccount().privateKey } }
      const faucet = createFaucet(rpcUrl, deployment)
      const web = await startWebServer({ port: ports.web, dev: options.web === 'sources', config, faucet, time })
      ending.push(web.stop)
      webUrl = web.webUrl
    }

    // Last, so that the flood of its first round hinders nobody in starting.
    const loops = [
      ...(floor ? [startLiveMarket({ rpcUrl, floor, now: clock.now, log })] : []),
      startLiveCalendar({ calendar, clock, log }),
    ]
    time.pauses(loops)
    ending.push(() => Promise.all(loops.map((loop) => loop.stop())))

    const failed = Promise.race([
      chain.exited.then(() => 'The chain has ended by itself.'),
      indexer.child.exited.then((code) => `The indexer has ended by itself (${code}):\n${indexer.child.log()}`),
    ])
    const urls = { rpcUrl, wsUrl, apiUrl: indexer.apiUrl, webUrl, gatewayUrl: gateway.url }
    return { ...urls, deployment, deploymentFile, indexer, time, failed, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freePorts(): Promise<Ports> {
  return { rpc: await freePort(), api: await freePort(), web: await freePort(), gateway: await freePort() }
}

const silent = (): void => {}
