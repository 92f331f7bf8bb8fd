import {
  bundleAbi,
  bundleFactoryAbi,
  computeCreditAbi,
  creditFactoryAbi,
  noteFactoryAbi,
  revenueNoteAbi,
} from '@gigahour/contracts/abi'
import { LOTS_PER_UNIT } from '@gigahour/contracts/credit'
import { tokenOf } from '@gigahour/contracts/listing'
import { marketCount, marketOf } from '@gigahour/contracts/market'
import { LOTS_PER_NOTE } from '@gigahour/contracts/note'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { Stage } from './stage.ts'

/** The book of a credit, a note or a bundle. */
export type Instrument = {
  market: number
  /** Id of the token in the ledger. */
  asset: number
  token: Address
  /** What a whole token should cost, micro-USDC. */
  fair: bigint
}

/** Grade whose spot price the credits follow. */
const ROOT = 'H100'
/** What buyers pay for a promise of compute, in percent of spot: less than the forward, for the time and the issuer's risk. */
const CREDIT_PRICE = 96n
/** What buyers pay for coupons that are scheduled and have not come, in percent. Those accumulated count in full. */
const COUPON_PRICE = 93n

/** Tells the instruments that have a book, and what each should cost now. Remembers which book is whose. */
export function createInstruments(stage: Stage): (now: number) => Promise<Instrument[]> {
  const { client, deployment } = stage
  const { exchange } = deployment
  const books = new Map<Address, { market: number; asset: number }>()
  let seen = 0

  /** Markets are only ever added. */
  const lookForBooks = async (): Promise<void> => {
    const count = await readContract(client, marketCount(exchange))
    for (let market = seen + 1; market <= count; market++) {
      const { cap, base } = await readContract(client, marketOf(exchange, market))
      if (cap !== 0) continue
      books.set(await readContract(client, tokenOf(exchange, base)), { market, asset: base })
    }
    seen = count
  }

  return async (now) => {
    await lookForBooks()
    const prices = await fairPrices(stage, stage.spot(ROOT, now))
    return [...prices].flatMap(([token, fair]) => {
      const book = books.get(token)
      return book ? [{ ...book, token, fair }] : []
    })
  }
}

async function fairPrices({ client, deployment }: Stage, spot: bigint): Promise<Map<Address, bigint>> {
  const credits = { address: deployment.creditFactory, abi: creditFactoryAbi } as const
  const notes = { address: deployment.noteFactory, abi: noteFactoryAbi } as const
  const bundles = { address: deployment.bundleFactory, abi: bundleFactoryAbi } as const
  const prices = new Map<Address, bigint>()
  for (const n of numbers(await readContract(client, { ...credits, functionName: 'creditCount' }))) {
    const token = await readContract(client, { ...credits, functionName: 'creditAt', args: [n] })
    const credit = { address: token, abi: computeCreditAbi } as const
    const [terms, state] = await Promise.all([
      readContract(client, { ...credit, functionName: 'terms' }),
      readContract(client, { ...credit, functionName: 'state' }),
    ])
    if (state.defaultedAt === 0n)
      prices.set(token, ((terms.grade === 0 ? terms.referencePrice : spot) * CREDIT_PRICE) / 100n)
    else if (state.defaultLots > 0n) prices.set(token, (state.defaultPool * LOTS_PER_UNIT) / state.defaultLots)
  }
  for (const n of numbers(await readContract(client, { ...notes, functionName: 'noteCount' }))) {
    const token = await readContract(client, { ...notes, functionName: 'noteAt', args: [n] })
    const note = { address: token, abi: revenueNoteAbi } as const
    const [{ coupons, minimumCoupon }, accumulated] = await Promise.all([
      readContract(client, { ...note, functionName: 'terms' }),
      readContract(client, { ...note, functionName: 'accumulated', args: [LOTS_PER_NOTE] }),
    ])
    const ahead = BigInt(coupons) * minimumCoupon - accumulated
    prices.set(token, accumulated + (ahead > 0n ? (ahead * COUPON_PRICE) / 100n : 0n))
  }
  for (const n of numbers(await readContract(client, { ...bundles, functionName: 'bundleCount' }))) {
    const token = await readContract(client, { ...bundles, functionName: 'bundleAt', args: [n] })
    const bundle = { address: token, abi: bundleAbi } as const
    const [credit, note, notesPerCredit] = await Promise.all([
      readContract(client, { ...bundle, functionName: 'credit' }),
      readContract(client, { ...bundle, functionName: 'note' }),
      readContract(client, { ...bundle, functionName: 'notesPerCredit' }),
    ])
    const [one, other] = [prices.get(credit), prices.get(note)]
    if (one !== undefined && other !== undefined) prices.set(token, one + other * notesPerCredit)
  }
  return prices
}

const numbers = (count: bigint): bigint[] => Array.from({ length: Number(count) }, (_, n) => BigInt(n + 1))
