import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { deployGigahour } from '@gigahour/contracts/deploy/gigahour'
import { DEFAULT_BOND } from '@gigahour/contracts/deploy/index'
import { listMissing } from '@gigahour/contracts/deploy/listing'
import type { Deployment } from '@gigahour/contracts/deployment'
import { getBlock } from 'viem/actions'
import { createFloor, type Floor } from '../actors/floor.ts'
import { historyTimes, writeHistory } from '../actors/history.ts'
import { deployerAccount, minterAccount } from './accounts.ts'
import { type Anvil, localSigner, startAnvil } from './anvil.ts'
import { type ChainRecord, fingerprintOf, readRecord, writeRecord } from './chainRecord.ts'
import { giveGas } from './mint.ts'
import { deployUsdc } from './usdc.ts'

export type LocalChain = {
  rpcUrl: string
  wsUrl: string
  deployment: Deployment
  /** The actors, ready to trade; absent on a quiet chain. */
  floor: Floor | undefined
  /** False if it is another chain than was seen here before: what was derived from that one is worthless. */
  continues: boolean
  /** The chain's process, which leads a group. */
  pid: number
  exited: Promise<number>
  /** Ends the chain and keeps it. */
  stop: () => Promise<void>
}

export type LocalChainOptions = {
  port: number
  /** Folder in which the chain is kept. */
  folder: string
  /** Days of trading that lie behind a new chain; 0 for none. */
  historyDays: number
  /** Whether actors trade on it, also for the time in which it was stopped. */
  actors: boolean
  log: (line: string) => void
}

/** Everything on a local chain that is left to chance follows from it. This one leads back to the prices of autumn 2026. */
const SEED = 374
const TAKER_FEE = 200
const DAY = 86_400
/** From the deployment to the first block of a history, seconds. */
const SETTLING_IN = 3_600
/** A month is listed so long before its first block of trading, seconds: a block a listing, a second each. */
const LISTING_TIME = 20
/** A chain that was stopped for longer is traded up to now, seconds. */
const SHORT_BREAK = 120
/** A larger state takes too long to load: the chain begins anew. */
const MOST_BYTES = 600_000_000

/**
 * Starts the chain that is kept in a folder. Makes it first if there is none, or if it was made from other contracts or actors.
 *
 * The chain goes on where it was stopped. If it was killed instead, it goes on from the end of its history.
 */
export async function startLocalChain(options: LocalChainOptions): Promise<LocalChain> {
  const { folder, port } = options
  const history = `${folder}/history.json`
  const state = `${folder}/state.json`
  mkdirSync(folder, { recursive: true })

  const kept = readRecord(folder)
  const fits = kept?.fingerprint === fingerprintOf(options.historyDays) && existsSync(history)
  const small = sizeOf(state) < MOST_BYTES
  if (fits && !small) options.log('The chain has grown too large to load: it begins anew')
  const record = fits && small ? kept : await makeChain(options, history)
  const continues = record.saved && existsSync(state)
  if (!continues) copyFileSync(history, state)
  writeRecord(folder, { ...record, saved: false })

  const anvil = await startAnvil({ port, load: state, dump: state })
  const floor = await bringUpToNow(options, anvil, record)
  await anvil.client.steer('evm_setIntervalMining', 1)
  return {
    rpcUrl: anvil.rpcUrl,
    wsUrl: anvil.wsUrl,
    deployment: record.deployment,
    floor,
    continues,
    pid: anvil.pid,
    exited: anvil.exited,
    stop: async () => {
      await anvil.stop()
      writeRecord(folder, { ...record, saved: true })
    },
  }
}

/** Deploys, lists and lets the actors trade through the days before now; leaves the state behind. */
async function makeChain({ port, historyDays, log }: LocalChainOptions, history: string): Promise<ChainRecord> {
  const now = unixTime()
  const beginning = now - historyDays * DAY
  log('Making the chain: deploying and listing')
  const anvil = await startAnvil({ port, timestamp: beginning, dump: history, forgetful: true })
  const deployment = await deploy(anvil)
  if (historyDays > 0) {
    const floor = createFloor({ rpcUrl: anvil.rpcUrl, deployment, seed: SEED, luck: SEED, beginning })
    await floor.fund()
    await tradeThrough(anvil, floor, deployment, historyTimes(beginning + SETTLING_IN, now), log)
  }
  await anvil.stop()
  return { fingerprint: fingerprintOf(historyDays), deployment, beginning, saved: false }
}

async function deploy(anvil: Anvil): Promise<Deployment> {
  const signer = localSigner(anvil.rpcUrl, deployerAccount())
  const owner = signer.account.address
  await giveGas(anvil.rpcUrl, owner)
  const usdc = await deployUsdc(signer, minterAccount().address)
  const terms = { usdc, owner, feeRecipient: owner, takerFee: TAKER_FEE, explorer: null }
  const index = { arbiters: [owner], threshold: 1, bond: DEFAULT_BOND }
  const deployment = await deployGigahour(signer, { name: 'Local chain', ...terms, ...index })
  await listMissing(signer, deployment)
  return deployment
}

/** Trades through the time in which the chain was stopped, lists the months that have come, gives the actors what they lack. */
async function bringUpToNow(
  { actors, log }: LocalChainOptions,
  anvil: Anvil,
  { deployment, beginning }: ChainRecord,
): Promise<Floor | undefined> {
  const head = await getBlock(anvil.client)
  const luck = SEED + Number(head.number)
  const floor = actors ? createFloor({ rpcUrl: anvil.rpcUrl, deployment, seed: SEED, luck, beginning }) : undefined
  const stopped = Number(head.timestamp)
  if (floor && unixTime() - stopped > SHORT_BREAK) {
    await tradeThrough(anvil, floor, deployment, historyTimes(stopped, unixTime()), log)
  }
  await listMissing(localSigner(anvil.rpcUrl, deployerAccount()), deployment)
  await floor?.fund()
  await floor?.refresh()
  return floor
}

async function tradeThrough(
  anvil: Anvil,
  floor: Floor,
  deployment: Deployment,
  times: readonly number[],
  log: (line: string) => void,
): Promise<void> {
  const automine = (on: boolean): Promise<unknown> => anvil.client.steer('evm_setAutomine', on)
  const signer = localSigner(anvil.rpcUrl, deployerAccount())
  await automine(false)
  await writeHistory({
    rpcUrl: anvil.rpcUrl,
    floor,
    times,
    onMonth: async (time) => {
      await anvil.client.steer('evm_setTime', time - LISTING_TIME)
      await automine(true)
      await listMissing(signer, deployment)
      await automine(false)
    },
    onProgress: (done, of) => log(`Trading through the past: block ${done} of ${of}`),
  })
  await anvil.client.steer('evm_setTime', unixTime())
  await automine(true)
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0)

const unixTime = (): number => Math.floor(Date.now() / 1_000)
