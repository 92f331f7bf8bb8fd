// `npm run bench`: how fast a history is read, and how long it takes from a block to the trader. Prints the machine with it.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import { startApi } from '../src/api/server.ts'
import { createIndexer } from '../src/indexer.ts'

const HISTORY = Number(process.env.BENCH_EVENTS ?? 300_000)
const PER_BLOCK = 120
const PAUSE = 200
const LIVE_BLOCKS = 150

type Ready = { port: number; block: `0x${string}`; exchange: `0x${string}`; registry: `0x${string}`; blocks: number }
type Mined = { mined: number; at: number }

const [cpu] = cpus()
console.log(`${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`)

const node = fork(path.join(import.meta.dirname, 'node.ts'), [`${HISTORY}`, `${PER_BLOCK}`, `${PAUSE}`])
const ready = await new Promise<Ready>((resolve) => node.once('message', (message) => resolve(message as Ready)))
const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-bench-'))
const logger = pino({ level: 'warn' })
const { exchange, registry: seriesRegistry, block: blockHash } = ready
const config = {
  deployment: {
    ...{ name: 'Bench', chainId: 31_337, block: 0, blockHash, exchange, seriesRegistry },
    ...{ forwardToken: exchange, usdc: exchange, usdcAsset: 2, explorer: null },
  },
  rpcUrl: `http://127.0.0.1:${ready.port}`,
  wsUrl: `ws://127.0.0.1:${ready.port}`,
  dataFolder: folder,
  api: { host: '127.0.0.1', port: 0 },
  ...{ reset: false, logLevel: 'warn', reconcileEvery: Number.POSITIVE_INFINITY },
}

const begun = performance.now()
const idle = process.cpuUsage()
const indexer = createIndexer(config, logger)
const following = indexer.follow()
while (!indexer.model.status().ready) await new Promise((resolve) => setTimeout(resolve, 5))
const seconds = (performance.now() - begun) / 1_000
const { user, system } = process.cpuUsage(idle)
const busy = (user + system) / 1e6
console.log(
  `backfill: ${HISTORY} events in ${ready.blocks} blocks, ${seconds.toFixed(2)} s, ${Math.round(HISTORY / seconds)} events/s`,
)
// On a machine that is shared, the time spent working says more than the clock.
console.log(`  of which ${busy.toFixed(2)} s working: ${Math.round(HISTORY / busy)} events a second of processor time`)

const api = await startApi({ readModel: indexer.model, ...config.api, logger })
const mined = new Map<number, number>()
const push: number[] = []
node.on('message', (message) => {
  const { mined: number, at } = message as Mined
  mined.set(number, at)
})
const socket = new WebSocket(`${api.url.replace('http', 'ws')}/v1/stream`)
await new Promise((resolve) => socket.once('open', resolve))
socket.send(JSON.stringify({ op: 'subscribe', id: 'book', channel: 'book', symbol: 'H100F26' }))
const seen = new Map<number, number>()
socket.on('message', (data) => {
  const { type, block } = JSON.parse(String(data)) as { type: string; block: number }
  if (type === 'delta') seen.set(block, Date.now())
})
node.send('begin')
while (seen.size < LIVE_BLOCKS) await new Promise((resolve) => setTimeout(resolve, 50))
for (const [number, at] of seen) push.push(at - (mined.get(number) ?? at))
push.sort((one, other) => one - other)
const percentile = (share: number): number => push[Math.min(push.length - 1, Math.floor(share * push.length))] ?? 0
console.log(
  `mined → push: p50 ${percentile(0.5)} ms, p90 ${percentile(0.9)} ms, p99 ${percentile(0.99)} ms over ${push.length} blocks of ${PER_BLOCK} events`,
)
console.log(`memory: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`)

socket.terminate()
indexer.stop()
await following
await api.close()
indexer.close()
node.kill()

const restarted = performance.now()
createIndexer(config, logger).close()
console.log(`restart: the state is there again after ${Math.round(performance.now() - restarted)} ms`)
rmSync(folder, { recursive: true })
process.exit()
