import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Deployment, parseDeployment } from '@gigahour/contracts/deployment'
import { readActions } from '@gigahour/contracts/readActions'
import type { Address } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { deployerAccount, minterAccount, personAccount } from '../src/chain/accounts.ts'
import { type Anvil, localSigner, startAnvil } from '../src/chain/anvil.ts'
import { giveGas } from '../src/chain/mint.ts'
import { readSeries } from '../src/chain/series.ts'
import { deployUsdc } from '../src/chain/usdc.ts'
import { freePort } from '../src/ports.ts'
import { executable, runChild } from '../src/process.ts'

const owner = personAccount(3).address
const feeRecipient = personAccount(4).address
const folder = mkdtempSync(path.join(tmpdir(), 'gigahour-deploy-'))
const file = path.join(folder, 'nested/deployment.json')

let anvil: Anvil
let usdc: Address

/** Runs the deployment as an operator does: everything by the environment. */
const deploy = (args: readonly string[] = [], env: Record<string, string | undefined> = {}) =>
  runChild({
    name: 'deploy',
    command: executable('tsx'),
    args: ['contracts/deploy/main.ts', ...args],
    env: {
      RPC_URL: anvil.rpcUrl,
      PRIVATE_KEY: deployerAccount().privateKey,
      USDC: usdc,
      CHAIN_NAME: 'Testnet',
      OWNER: owner,
      FEE_RECIPIENT: feeRecipient,
      TAKER_FEE: '150',
      EXPLORER: 'https://explorer.example',
      DEPLOYMENT: file,
      ...env,
    },
  })

const deployed = (): Deployment => parseDeployment(JSON.parse(readFileSync(file, 'utf8')))

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ port: await freePort() })
  const signer = localSigner(anvil.rpcUrl, deployerAccount())
  await giveGas(anvil.rpcUrl, signer.account.address)
  usdc = await deployUsdc(signer, minterAccount().address)
})

afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('puts the exchange on a chain and writes the file that everything else reads', async () => {
  const { code, log } = await deploy()
  expect(log).toContain('Listed ')
  expect(code).toBe(0)

  const deployment = deployed()
  expect(deployment).toMatchObject({
    name: 'Testnet',
    chainId: 31_337,
    usdcAsset: 2,
    explorer: 'https://explorer.example',
  })
  const { hash } = await getBlock(anvil.client, { blockNumber: BigInt(deployment.block) })
  expect(deployment.blockHash).toBe(hash)

  const asked = readActions(deployment)(anvil.client)
  expect(await asked.owner()).toBe(owner)
  expect(await asked.feeRecipient()).toBe(feeRecipient)
  expect(await asked.defaultTakerFee()).toBe(150)
})

it('lists twelve months of four grades, each with the cap that the rule gives', async () => {
  const series = await readSeries(anvil.client, deployed())
  expect(series).toHaveLength(48)
  const capsOf = (grade: string) => new Set(series.filter(({ root }) => root === grade).map(({ cap }) => cap))
  // The smallest whole USDC at or above 2.5 × 2.80, 3.95, 5.87 and 0.55.
  expect(capsOf('H100')).toEqual(new Set([7_000]))
  expect(capsOf('H200')).toEqual(new Set([10_000]))
  expect(capsOf('B200')).toEqual(new Set([15_000]))
  expect(capsOf('RTX5090')).toEqual(new Set([2_000]))
  const h100 = series.filter(({ root }) => root === 'H100')
  expect(new Set(h100.map(({ expiry }) => expiry)).size).toBe(12)
})

it('lists nothing twice', async () => {
  const { code, log } = await deploy(['--list'])
  expect(log).toContain('Every month is listed already.')
  expect(code).toBe(0)
})

it.each([
  ['no key', { PRIVATE_KEY: undefined }, 'PRIVATE_KEY is missing'],
  ['a key that is none', { PRIVATE_KEY: '0x12' }, 'PRIVATE_KEY must be 32 bytes'],
  ['no contract at the USDC address', { USDC: owner }, 'There is no contract at the USDC address'],
])('refuses %s', async (_, env, message) => {
  const { code, log } = await deploy([], env)
  expect(log).toContain(message)
  expect(code).not.toBe(0)
})
