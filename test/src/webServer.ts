import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import type { Deployment } from '@gigahour/contracts/deployment'
import type { Hex } from 'viem'
import { type Connect, createServer, type Plugin, preview } from 'vite'
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
}

export type WebServerOptions = {
  port: number
  /** Serves the sources, to work on them, instead of the bundle. */
  dev: boolean
  config: Omit<PageConfig, 'faucetUrl'>
  faucet: Faucet
}

export type WebServer = {
  webUrl: string
  stop: () => Promise<void>
}

const FAUCET = '/faucet'

/** Serves the web app with the configuration of this run, and the faucet beside it. */
export async function startWebServer({ port, dev, config, faucet }: WebServerOptions): Promise<WebServer> {
  const page: PageConfig = { ...config, faucetUrl: FAUCET }
  const use = (middlewares: Connect.Server): void => {
    middlewares.use('/config.json', (_, response) => answer(response, 200, page))
    middlewares.use(FAUCET, (request, response) => void giveAway(faucet, request, response))
  }
  const plugin: Plugin = {
    name: 'run-time-configuration',
    configureServer: ({ middlewares }) => use(middlewares),
    configurePreviewServer: ({ middlewares }) => use(middlewares),
  }
  const address = { port, host: '127.0.0.1', strictPort: true }
  const root = path.join(ROOT, 'web')
  const server = dev
    ? await (await createServer({ root, plugins: [plugin], logLevel: 'warn', server: address })).listen()
    : await preview({ root, plugins: [plugin], logLevel: 'warn', preview: address })
  return { webUrl: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

/** A request for test money: `{ "address": "0x…" }`. */
async function giveAway(faucet: Faucet, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return answer(response, 405, { message: 'Ask with POST' })
  const outcome = await faucet(await bodyOf(request))
  answer(response, outcome.status, outcome.body)
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
