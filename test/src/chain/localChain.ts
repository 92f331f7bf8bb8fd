import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { deployGigahour } from '@gigahour/contracts/deploy/gigahour'
import { GRADES } from '@gigahour/contracts/deploy/grades'
import { DEFAULT_BOND, fundReserve } from '@gigahour/contracts/deploy/index'
import { listMissing } from '@gigahour/contracts/deploy/listing'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import { monthOf } from '@gigahour/contracts/symbol'
import { getBlock } from 'viem/actions'
import { createFloor, type Floor } from '../actors/floor.ts'
import { historyTimes, writeHistory } from '../actors/history.ts'
import { createPriceModel, type PriceModel } from '../actors/priceModel.ts'
import { beginningOf, type Calendar, createCalendar, dayBegunBy } from '../calendar/calendar.ts'
import { createStage } from '../calendar/stage.ts'
import { deployerAccount, minterAccount } from './accounts.ts'
import { advanceTo } from './advance.ts'
import { type Anvil, localSigner, startAnvil } from './anvil.ts'
import { type ChainRecord, fingerprintOf, readRecord, writeRecord } from './chainRecord.ts'
import { type Clock, createClock } from './clock.ts'
import { giveGas, mintUsdc } from './mint.ts'
import { createTimeMachine, type TimeMachine } from './timeMachine.ts'
import { deployUsdc } from './usdc.ts'

export type LocalChain = {
  rpcUrl: string
  wsUrl: string
  deployment: FullDeployment
  /** The actors, ready to trade; absent on a quiet chain. */
  floor: Floor | undefined
  /** What happens by the calendar; on a quiet chain prints and settlements alone. */
  calendar: Calendar
  clock: Clock
  time: TimeMachine
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
  /** What the clock of a new chain shows when its history ends, Unix seconds, not before our own time; our own time if absent. */
  moment?: number
  /** Where Northwind's customers sign in, as its offers say; a local port if absent. */
  endpoint?: string
  log: (line: string) => void
}

/** Everything on a local chain that is left to chance follows from it. This one leads back to the prices of autumn 2026. */
const SEED = 374
const DAY = 86_400
const TAKER_FEE = 200
/** Of the index, against challengers: as much as ten bonds, in micro-USDC. */
const RESERVE = 10n * DEFAULT_BOND
/** From the beginning of trading to the first block of a history, seconds. */
const SETTLING_IN = 3_600
/** So long before a month its series must be listed, for its delivery to be agreed on before notice closes. Seconds. */
const BEFORE_MONTH = 13 * DAY
/** After so long every kind of instrument has been through what it shows: coupons are paid, a credit is in default. Seconds. */
const SCENARIO = 22 * DAY
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
  const head = await getBlock(anvil.client)
  const clock = createClock(Number(head.timestamp))
  const lastDay = continues ? record.lastDay.state : record.lastDay.history
  const cast = castOf(options, anvil, { ...record, lastDay }, SEED + Number(head.number))
  await bringUpToNow(options, anvil, record.deployment, cast, clock)
  await anvil.client.steer('evm_setIntervalMining', 1)
  const time = createTimeMachine({
    anvil,
    clock,
    ...cast,
    months: () => listMonths(anvil, record.deployment, clock.now()),
  })
  return {
    rpcUrl: anvil.rpcUrl,
    wsUrl: anvil.wsUrl,
    deployment: record.deployment,
    ...cast,
    clock,
    time,
    continues,
    pid: anvil.pid,
    exited: anvil.exited,
    stop: async () => {
      await time.stop()
      await anvil.stop()
      const days = { ...record.lastDay, state: cast.calendar.lastDay() }
      writeRecord(folder, { ...record, lastDay: days, saved: true })
    },
  }
}

/** Who acts on the chain. */
type Cast = { floor: Floor | undefined; calendar: Calendar }

/** @param luck - Decides what actors leave to chance. */
function castOf(
  { actors, endpoint = 'http://127.0.0.1:4100', log }: LocalChainOptions,
  { rpcUrl }: Anvil,
  { deployment, beginning, lastDay }: Pick<ChainRecord, 'deployment' | 'beginning'> & { lastDay: number },
  luck: number,
): Cast {
  const model = createPriceModel(GRADES, beginning, SEED)
  const stage = createStage(rpcUrl, deployment, spotOf(model))
  return {
    floor: actors ? createFloor({ rpcUrl, deployment, model, luck }) : undefined,
    calendar: createCalendar(stage, { endpoint: { url: endpoint }, lastDay, whole: actors, log }),
  }
}

/** Ticks of the model as micro-USDC. */
const spotOf =
  (model: PriceModel) =>
  (root: string, time: number): bigint =>
    BigInt(Math.round(model.spot(root, time) * 1_000))

/** The months that have come by a moment. The newest block may still be of the month before. */
const listMonths = (anvil: Anvil, deployment: FullDeployment, now: number): Promise<unknown> =>
  listMissing(localSigner(anvil.rpcUrl, deployerAccount()), deployment, now)

/**
 * Deploys, lists and lets the actors trade through the days before now; leaves the state behind.
 *
 * The chain begins before trading does: early enough that hours of the running month could be offered and elected, and that the
 * scenario has run its course also on the first days of a month.
 */
async function makeChain(options: LocalChainOptions, history: string): Promise<ChainRecord> {
  const { port, historyDays, log } = options
  const started = unixTime()
  const now = options.moment ?? started
  const beginning = now - historyDays * DAY
  const timestamp = historyDays > 0 ? Math.min(beginning, monthBegin(now) - BEFORE_MONTH, now - SCENARIO) : now
  log('Making the chain: deploying and listing')
  const anvil = await startAnvil({ port, timestamp, dump: history, forgetful: true })
  const deployment = await deploy(anvil)
  const cast = castOf(options, anvil, { deployment, beginning, lastDay: dayBegunBy(timestamp) }, SEED)
  if (historyDays > 0) {
    await cast.floor?.fund()
    log('Going through the days before trading began')
    await goThrough(anvil, cast.calendar, beginning)
    await tradeThrough(options, anvil, deployment, cast, { from: beginning + SETTLING_IN, until: now })
    await anvil.client.steer('evm_setTime', now + unixTime() - started)
  }
  await anvil.stop()
  const day = cast.calendar.lastDay()
  const lastDay = { history: day, state: day }
  return { fingerprint: fingerprintOf(historyDays), deployment, beginning, lastDay, saved: false }
}

const monthBegin = (time: number): number => {
  const { year, month } = monthOf(time)
  return Date.UTC(year, month - 1) / 1_000
}

/** Lives the days until a moment by the calendar alone. The chain must mine every transaction at once. */
async function goThrough(anvil: Anvil, calendar: Calendar, until: number): Promise<void> {
  for (const day of calendar.due(until)) await goThroughDay(anvil, calendar, day)
}

async function goThroughDay({ client }: Anvil, calendar: Calendar, day: number): Promise<void> {
  await advanceTo(client, beginningOf(day))
  await calendar.day(day)
}

async function deploy(anvil: Anvil): Promise<FullDeployment> {
  const signer = localSigner(anvil.rpcUrl, deployerAccount())
  const owner = signer.account.address
  await giveGas(anvil.rpcUrl, owner)
  const usdc = await deployUsdc(signer, minterAccount().address)
  const terms = { usdc, owner, feeRecipient: owner, takerFee: TAKER_FEE, explorer: null }
  const index = { arbiters: [owner], threshold: 1, bond: DEFAULT_BOND }
  const deployment = await deployGigahour(signer, { name: 'Local chain', ...terms, ...index })
  await listMissing(signer, deployment)
  await mintUsdc(anvil.rpcUrl, deployment, owner, RESERVE)
  await fundReserve(signer, deployment, RESERVE)
  return deployment
}

/** Trades through the time in which the chain was stopped, lists the months that have come, gives the actors what they lack. */
async function bringUpToNow(
  options: LocalChainOptions,
  anvil: Anvil,
  deployment: FullDeployment,
  cast: Cast,
  clock: Clock,
): Promise<void> {
  const stopped = Number((await getBlock(anvil.client)).timestamp)
  const now = clock.now()
  if (now - stopped > SHORT_BREAK) {
    await tradeThrough(options, anvil, deployment, cast, { from: stopped, until: now })
  }
  await advanceTo(anvil.client, clock.now())
  await listMonths(anvil, deployment, clock.now())
  await cast.floor?.fund()
  await cast.floor?.refresh()
}

/** Lets the actors trade through a time that has passed; where there are none, its days are lived all the same. */
async function tradeThrough(
  { log }: LocalChainOptions,
  anvil: Anvil,
  deployment: FullDeployment,
  { floor, calendar }: Cast,
  { from, until }: { from: number; until: number },
): Promise<void> {
  if (!floor) return goThrough(anvil, calendar, until)
  const automine = (on: boolean): Promise<unknown> => anvil.client.steer('evm_setAutomine', on)
  await automine(false)
  await writeHistory({
    rpcUrl: anvil.rpcUrl,
    floor,
    times: historyTimes(from, until),
    due: calendar.due,
    onMonth: async (time) => {
      await advanceTo(anvil.client, time - LISTING_TIME)
      await automine(true)
      await listMonths(anvil, deployment, time)
      await automine(false)
    },
    onDay: async (day) => {
      await automine(true)
      await goThroughDay(anvil, calendar, day)
      await automine(false)
    },
    onProgress: (done, of) => log(`Trading through the past: block ${done} of ${of}`),
  })
  await automine(true)
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0)

const unixTime = (): number => Math.floor(Date.now() / 1_000)
