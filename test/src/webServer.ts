import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import type { Deployment } from '@gigahour/contracts/deployment'
import type { Hex } from 'viem'
import { type Connect, createServer, type Plugin, preview } from 'vite'
import { JourneyRefused, type TimeMachine } from './chain/timeMachine.ts'
import type { Faucet } from './faucet.ts'
import { ROOT } from './process.ts'

/** What the page is told when it opens: the same bundle serves any chain. */
export type PageConfig = {
  rpcUrl: string
  apiUrl: string
  deployment: Deployment
  /** Account that the page offers; only on a local chain, where its key is everybody's. */
  demo: { privateKey: Hex } | null
  /** Where test USDC can be asked for; null if nowhere. */
  faucetUrl: string | null
  /** Where the chain's clock can be moved; null where it cannot. */
  timeUrl: string | null
}

export type WebServerOptions = {
  port: number
  /** Serves the sources, to work on them, instead of the bundle. */
  dev: boolean
  config: Omit<PageConfig, 'faucetUrl' | 'timeUrl'>
  faucet: Faucet
  time: TimeMachine
}

export type WebServer = {
  webUrl: string
  stop: () => Promise<void>
}

const FAUCET = '/faucet'
const TIME = '/time'
const ASSETS = '/assets'

/** Serves the web app with the configuration of this run, with faucet and time machine beside it. */
export async function startWebServer({ port, dev, config, faucet, time }: WebServerOptions): Promise<WebServer> {
  const page: PageConfig = { ...config, faucetUrl: FAUCET, timeUrl: TIME }
  const use = (middlewares: Connect.Server): void => {
    middlewares.use('/config.json', (_, response) => answer(response, 200, page))
    middlewares.use(FAUCET, (request, response) => void giveAway(faucet, request, response))
    middlewares.use(TIME, (request, response) => void travel(time, request, response))
  }
  const plugin: Plugin = {
    name: 'run-time-configuration',
    configureServer: ({ middlewares }) => use(middlewares),
    configurePreviewServer: ({ middlewares }) => {
      use(middlewares)
      middlewares.use(ASSETS, (request, response, next) => {
        // Any other path is a page of the app and gets its document; a script of an older release is not.
        if (hasAsset(request.url ?? '')) return next()
        answer(response, 404, { message: `There is no file ${ASSETS}${request.url} in this bundle` })
      })
      middlewares.use((request, _, next) => {
        // The app has a page for a path that cannot be decoded; the server behind has none.
        if (!isDecodable(request.url ?? '')) request.url = '/'
        next()
      })
    },
  }
  const address = { port, host: '127.0.0.1', strictPort: true }
  const root = path.join(ROOT, 'web')
  const server = dev
    ? await (await createServer({ root, plugins: [plugin], logLevel: 'warn', server: address })).listen()
    : await preview({ root, plugins: [plugin], logLevel: 'warn', preview: address })
  return { webUrl: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

function isDecodable(url: string): boolean {
  try {
    decodeURI(url)
    return true
  } catch {
    return false
  }
}

function hasAsset(url: string): boolean {
  const name = /^\/([\w.-]+)(\?|$)/.exec(url)?.[1]
  return name !== undefined && existsSync(path.join(ROOT, 'web/dist', ASSETS, name))
}

/** A request for test money: `{ "address": "0x…" }`. */
async function giveAway(faucet: Faucet, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return answer(response, 405, { message: 'Ask with POST' })
  const outcome = await faucet(await bodyOf(request))
  answer(response, outcome.status, outcome.body)
}

/** `GET`: the chain's clock. `POST {"to": 1798761600}`: goes there, and answers on arrival. Unix seconds. */
async function travel(time: TimeMachine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') return answer(response, 200, { now: time.now() })
  if (request.method !== 'POST') return answer(response, 405, { message: 'Ask with GET or POST' })
  const body = await bodyOf(request)
  const to = typeof body === 'object' && body !== null && 'to' in body ? body.to : undefined
  if (typeof to !== 'number' || !Number.isSafeInteger(to)) {
    return answer(response, 400, { message: 'Ask with {"to": 1798761600}: where to go, in Unix seconds' })
  }
  try {
    await time.travel(to)
    answer(response, 200, { now: time.now() })
  } catch (error) {
    const refused = error instanceof JourneyRefused
    answer(response, refused ? 400 : 502, { message: error instanceof Error ? error.message : String(error) })
  }
}

const LONGEST_BODY = 1_000

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > LONGEST_BODY) return undefined
  }
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
