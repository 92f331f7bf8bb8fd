import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { usdcAbi } from '@gigahour/contracts/usdc'
import type { Address } from 'viem'
import { getBalance, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from './build.ts'
import { localClient } from './chain/anvil.ts'
import { type LocalChain, startLocalChain } from './chain/localChain.ts'
import { createFaucet, type Faucet } from './faucet.ts'
import { freePort } from './ports.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-faucet-'))
const alice = '0x00000000000000000000000000000000000A11cE'
const bob = '0x0000000000000000000000000000000000000B0b'

let chain: LocalChain
let faucet: Faucet

beforeAll(async () => {
  await buildContracts()
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  faucet = createFaucet(chain.rpcUrl, chain.deployment)
})

afterAll(async () => {
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the faucet', () => {
  const held = (address: Address) =>
    readContract(localClient(chain.rpcUrl), {
      address: chain.deployment.usdc,
      abi: usdcAbi,
      functionName: 'balanceOf',
      args: [address],
    })

  it('gives 100,000 USDC and gas, to several at once', async () => {
    const answers = await Promise.all([faucet({ address: alice }), faucet({ address: bob })])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await held(alice)).toBe(100_000_000_000n)
    expect(await held(bob)).toBe(100_000_000_000n)
    expect(await getBalance(localClient(chain.rpcUrl), { address: alice })).toBeGreaterThan(0n)
  })

  it('gives nobody twice in a row', async () => {
    expect(await faucet({ address: alice })).toMatchObject({ status: 429 })
    expect(await held(alice)).toBe(100_000_000_000n)
  })

  it.each([undefined, null, {}, { address: 7 }, { address: '0x12' }])(
    'asks for an address, not %o',
    async (request) => {
      expect(await faucet(request)).toMatchObject({ status: 400 })
    },
  )
})
