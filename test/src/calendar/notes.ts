import { bundleFactoryAbi, creditFactoryAbi, noteFactoryAbi, revenueNoteAbi } from '@gigahour/contracts/abi'
import { approve } from '@gigahour/contracts/calls'
import { issueCredit, LOTS_PER_UNIT, minimumBond } from '@gigahour/contracts/credit'
import {
  buyNotes,
  createBundle,
  depositRevenue,
  issueNote,
  LOTS_PER_NOTE,
  type NoteTerms,
  registerNotes,
  salePrice,
  shareOf,
  wrapBundle,
} from '@gigahour/contracts/note'
import { randomOf } from '@gigahour/contracts/testing/random'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { between } from '../actors/draw.ts'
import { hasFreshPrice, list } from './credits.ts'
import type { Endpoint } from './delivery.ts'
import type { Duty } from './duty.ts'
import { people } from './people.ts'
import { endow, type Stage } from './stage.ts'

const DAY = 86_400
const PRINT = 20 * 3_600
const USDC = 1_000_000n
const ROOT = 'H100'

/** Which of the factory's credits stand behind what: see `credits.ts` for the first two. */
const BUNDLED = 1
const RESERVE = 3
const RESERVE_UNITS = 20_000n
const RESERVE_LOCKED = 16_000n

const ISSUE_PRICE = 100n * USDC
const NOTES = 500n
const TO_DEALER = 150n
const TO_FINANCIER = 200n
const BUNDLES = 40n
const NOTES_PER_BUNDLE = 1n
/** A coupon comes every so many days, from revenue around so much. */
const COUPON_EVERY = 6
const REVENUE = { least: 5_500, most: 7_500 }

/** Northwind's revenue note, the credits it can be converted into, and a bundle of a credit and a note. */
export function createNotes(stage: Stage, endpoint: Endpoint): Duty {
  const { client, deployment } = stage
  const { northwind, dealer, financier } = people
  const notes = { address: deployment.noteFactory, abi: noteFactoryAbi } as const
  const credits = { address: deployment.creditFactory, abi: creditFactoryAbi } as const
  const bundles = { address: deployment.bundleFactory, abi: bundleFactoryAbi } as const
  const creditAt = (number: number): Promise<Address> =>
    readContract(client, { ...credits, functionName: 'creditAt', args: [BigInt(number)] })
  const noteAt = (): Promise<Address> => readContract(client, { ...notes, functionName: 'noteAt', args: [1n] })

  const issueReserve = async (now: number): Promise<void> => {
    const lots = RESERVE_UNITS * LOTS_PER_UNIT
    const bond = (minimumBond(lots, stage.spot(ROOT, now)) * 110n) / 100n
    const terms = {
      name: 'Northwind reserve',
      symbol: 'NW-RES',
      unit: 'GPU-hour',
      endpoint: endpoint.url,
      grade: 1,
      referencePrice: 0n,
      meter: people.meter.address,
      start: BigInt(now + DAY),
      end: BigInt(now + 720 * DAY),
    }
    await endow(stage, northwind, bond)
    await stage.send(
      northwind,
      approve(deployment.usdc, credits.address, bond),
      issueCredit(credits.address, terms, lots, bond),
    )
  }

  const issue = async (now: number): Promise<void> => {
    const reserve = await creditAt(RESERVE)
    const terms: NoteTerms = {
      name: 'Northwind revenue 2027',
      symbol: 'NW-REV27',
      productLine: 'GPU cloud',
      issuePrice: ISSUE_PRICE,
      lots: NOTES * LOTS_PER_NOTE,
      shareBp: 800,
      capBp: 13_500,
      firstDue: BigInt(now + 20 * DAY),
      coupons: 18,
      minimumCoupon: 6n * USDC,
      reserve,
    }
    const locked = RESERVE_LOCKED * LOTS_PER_UNIT
    await stage.send(northwind, approve(reserve, notes.address, locked), issueNote(notes.address, terms, locked))
    const note = await noteAt()
    for (const [holder, count] of [
      [dealer, TO_DEALER],
      [financier, TO_FINANCIER],
    ] as const) {
      const price = salePrice(count * LOTS_PER_NOTE, ISSUE_PRICE)
      await endow(stage, holder, price)
      await stage.send(
        holder,
        approve(deployment.usdc, note, price),
        buyNotes(note, count * LOTS_PER_NOTE, holder.address),
      )
    }
    await stage.send(financier, registerNotes(note, TO_FINANCIER * LOTS_PER_NOTE))
    await list(stage, northwind, note)
  }

  const bundle = async (): Promise<void> => {
    const [credit, note] = await Promise.all([creditAt(BUNDLED), noteAt()])
    await stage.send(northwind, createBundle(bundles.address, credit, note, NOTES_PER_BUNDLE))
    const token = await readContract(client, { ...bundles, functionName: 'bundleAt', args: [1n] })
    const lots = BUNDLES * LOTS_PER_UNIT
    await stage.send(
      dealer,
      approve(credit, token, lots),
      approve(note, token, lots * NOTES_PER_BUNDLE),
      wrapBundle(token, lots, dealer.address),
    )
    await list(stage, northwind, token)
  }

  const payCoupon = async (day: number): Promise<void> => {
    const note = await noteAt()
    const { remaining } = await readContract(client, { address: note, abi: revenueNoteAbi, functionName: 'state' })
    if (remaining === 0n) return
    const revenue = BigInt(between(randomOf(day), REVENUE.least, REVENUE.most)) * USDC
    const coupon = shareOf(revenue, 800)
    await endow(stage, northwind, coupon)
    await stage.send(northwind, approve(deployment.usdc, note, coupon), depositRevenue(note, revenue, coupon))
  }

  return {
    name: 'notes',
    daily: async (day) => {
      const now = day * DAY + PRINT
      const [creditCount, noteCount, bundleCount] = await Promise.all([
        readContract(client, { ...credits, functionName: 'creditCount' }),
        readContract(client, { ...notes, functionName: 'noteCount' }),
        readContract(client, { ...bundles, functionName: 'bundleCount' }),
      ])
      if (creditCount < BigInt(RESERVE - 1) || !(await hasFreshPrice(stage, day))) return
      if (creditCount < BigInt(RESERVE)) await issueReserve(now)
      if (noteCount === 0n) await issue(now)
      if (bundleCount === 0n) await bundle()
      if (day % COUPON_EVERY === 0) await payCoupon(day)
    },
  }
}
