import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ordersOf } from '@gigahour/contracts/calls'
import { exchangeActions } from '@gigahour/contracts/exchangeActions'
import { Action, type Order } from '@gigahour/contracts/instruction'
import { Funding, Side } from '@gigahour/contracts/side'
import { parseLots, toLots, toTick } from '@gigahour/contracts/units'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { localSigner } from '../src/chain/anvil.ts'
import { type LocalChain, startLocalChain } from '../src/chain/localChain.ts'
import { mintUsdc } from '../src/chain/mint.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { freePort } from '../src/ports.ts'
import { type Child, executable, ROOT, startChild } from '../src/process.ts'

// The example runs as its reader would run it, against a chain like that of `npm start`.

const EXAMPLE = path.join(ROOT, 'contracts/client/example/marketMaker.ts')
const CAPITAL = 1_000_000_000_000n
const PATIENCE = { timeout: 20_000, interval: 200 }

const marketMaker = personAccount(9)
let chain: LocalChain
let folder: string
let child: Child
let series: Series
let others: ReturnType<typeof traderOf>

const traderOf = (n: number) => {
  const signer = localSigner(chain.rpcUrl, personAccount(n))
  return signer.extend(exchangeActions(chain.deployment))
}

beforeAll(async () => {
  await buildContracts()
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-example-'))
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  others = traderOf(1)
  const [first] = await readSeries(others, chain.deployment)
  if (!first) throw new Error('No series is listed')
  series = first
  await mintUsdc(chain.rpcUrl, chain.deployment, others.account.address, CAPITAL)
  await mintUsdc(chain.rpcUrl, chain.deployment, marketMaker.address, CAPITAL)
  await others.depositUsdc(CAPITAL)
  await others.execute([order(Side.Bid, 2_000, 1), order(Side.Ask, 2_030, 2)])
  const deployment = path.join(folder, 'deployment.json')
  writeFileSync(deployment, JSON.stringify(chain.deployment))
  child = startChild({
    name: 'market maker',
    command: executable('tsx'),
    args: [EXAMPLE, series.symbol],
    env: { RPC_URL: chain.rpcUrl, DEPLOYMENT: deployment },
  })
})

afterAll(async () => {
  await child?.stop()
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('quotes around the middle, credits its fills and quotes again, and cancels at Ctrl-C', async () => {
  const lots = parseLots('10')
  // 2,000 and 2,030 have their middle at 2,015; six ticks to either side.
  const quotes = [
    { side: Side.Bid, tick: 2_009, lots },
    { side: Side.Ask, tick: 2_021, lots },
  ]
  await vi.waitFor(async () => expect(await stored()).toMatchObject(quotes), PATIENCE)
  const { timestamp } = await getBlock(others)
  expect(await others.cancelAfterOf(marketMaker.address)).toBeGreaterThan(Number(timestamp) + 20)

  await others.execute([order(Side.Ask, 2_009, 3, { action: Action.ImmediateOrCancel, lots: parseLots('4') })])
  await vi.waitFor(async () => {
    expect(await others.balanceOf(marketMaker.address, series.long)).toBe(4_000n)
    // 4 of 10 GPU-hours held lean the middle to 2,014.6: the quotes round to the same ticks, whole again.
    expect(await stored()).toMatchObject(quotes)
  }, PATIENCE)

  process.kill(child.pid, 'SIGINT')
  expect(await child.exited).toBe(0)
  expect(child.log()).toContain('Cancelled slots 0, 1')
  expect(await stored()).toMatchObject([{ lots: 0n }, { lots: 0n }])
})

it('stands in the README as it is', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8')
  const shown = /<!-- marketMaker -->\n```ts\n([\s\S]*?)```\n<!-- \/marketMaker -->/.exec(readme)?.[1]
  const example = readFileSync(EXAMPLE, 'utf8')
  expect(shown).toBeTruthy()
  expect(example).toContain(shown)
  expect(example.split('\n').length - 1).toBeLessThan(100)
})

const order = (side: Side, tick: number, slot: number, more: Partial<Order> = {}): Order => ({
  action: Action.GoodTilCancelled,
  side,
  funding: Funding.Quote,
  slot,
  market: series.market,
  tick: toTick(tick),
  lots: toLots(1_000n),
  ...more,
})

const stored = () => readContract(others, ordersOf(chain.deployment.exchange, marketMaker.address, [0, 1]))
