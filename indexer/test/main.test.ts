import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Book, Status } from '../src/api/schemas.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const HISTORY = 2_000
const TYPESCRIPT = { execArgv: ['--import', 'tsx'], silent: true }

type Node = { port: number; block: string; exchange: string; registry: string; blocks: number }

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-main-'))
let chain: ChildProcess
let node: Node
let running: ChildProcess | undefined

beforeAll(async () => {
  chain = fork(path.join(ROOT, 'bench/node.ts'), [`${HISTORY}`, '20', '100'], TYPESCRIPT)
  node = await new Promise<Node>((resolve) => chain.once('message', (message) => resolve(message as Node)))
  const deployment = {
    ...{ name: 'Test', chainId: 31_337, block: 0, blockHash: node.block, exchange: node.exchange },
    ...{
      seriesRegistry: node.registry,
      forwardToken: node.exchange,
      usdc: node.exchange,
      usdcAsset: 2,
      explorer: null,
    },
  }
  writeFileSync(path.join(folder, 'deployment.json'), JSON.stringify(deployment))
})
afterAll(() => {
  chain.kill()
  running?.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts the program. @returns Its address once it is ready. */
async function start(): Promise<string> {
  const port = await freePort()
  const env = {
    ...process.env,
    GIGAHOUR_DEPLOYMENT: path.join(folder, 'deployment.json'),
    GIGAHOUR_RPC_URL: `http://127.0.0.1:${node.port}`,
    GIGAHOUR_WS_URL: `ws://127.0.0.1:${node.port}`,
    GIGAHOUR_DATA_DIR: path.join(folder, 'data'),
    GIGAHOUR_API_PORT: `${port}`,
    // The quick node knows no views.
    GIGAHOUR_RECONCILE_EVERY: '1000000000',
  }
  running = fork(path.join(ROOT, 'src/main.ts'), [], { ...TYPESCRIPT, env })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    const answer = await fetch(`${url}/v1/status`).catch(() => undefined)
    const { data } = ((await answer?.json()) ?? {}) as Partial<Answer<Status>>
    if (data?.ready) return url
    await sleep(50)
  }
}

const bookAt = async (url: string) =>
  (await (await fetch(`${url}/v1/markets/H100F26/book?depth=1000`)).json()) as Answer<Book>

describe('the program', () => {
  it('comes back after a kill with the same book, and ends cleanly when asked', async () => {
    const before = await bookAt(await start())
    expect(before.data.bids.length).toBeGreaterThan(0)

    running?.kill('SIGKILL')
    const after = await bookAt(await start())
    expect(after.at.hash).toBe(before.at.hash)
    expect(after.data.bids).toEqual(before.data.bids)

    const exited = new Promise((resolve) => running?.once('exit', (code) => resolve(code)))
    running?.kill('SIGTERM')
    expect(await exited).toBe(0)
  })

  it('says which variables are missing', async () => {
    const child = fork(path.join(ROOT, 'src/main.ts'), [], { ...TYPESCRIPT, env: { PATH: process.env.PATH } })
    let text = ''
    child.stderr?.on('data', (part) => {
      text += part
    })
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1)
    expect(text).toContain('GIGAHOUR_DEPLOYMENT')
    expect(text).toContain('GIGAHOUR_RPC_URL')
  })
})
