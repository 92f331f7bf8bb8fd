import { parseDecimal } from '../format.ts'
import { startOfDay } from './day.ts'

/** What is typed of a note's terms. */
export type NoteDraft = {
  name: string
  symbol: string
  productLine: string
  issuePrice: string
  notes: string
  /** Per cent. */
  share: string
  /** Multiple of the issue price. */
  cap: string
  firstDue: string
  coupons: string
  minimumCoupon: string
  /** Address of a credit; empty for none. */
  reserve: string
  reserveUnits: string
}

/** Terms in the units of the contract; null for what is missing or outside its bounds. */
export type NoteNumbers = {
  issuePrice: bigint | null
  lots: bigint | null
  shareBp: number | null
  capBp: number | null
  firstDue: number | null
  coupons: number | null
  minimumCoupon: bigint | null
  reserveLots: bigint | null
}

const USDC_DECIMALS = 6
const LOT_DECIMALS = 3
const BP = 10_000n

export function numbersOf(draft: NoteDraft): NoteNumbers {
  const between = (value: number | null, low: number, high: number) =>
    value !== null && value >= low && value <= high ? value : null
  // Two decimals of a per cent, four of a multiple: both are whole basis points.
  const shareBp = decimal(draft.share, 2)
  const capBp = decimal(draft.cap, 4)
  const terms = {
    issuePrice: decimal(draft.issuePrice, USDC_DECIMALS),
    lots: decimal(draft.notes, LOT_DECIMALS),
    shareBp: between(shareBp === null ? null : Number(shareBp), 500, 1_000),
    capBp: between(capBp === null ? null : Number(capBp), 10_001, 30_000),
    firstDue: startOfDay(draft.firstDue),
    coupons: between(/^\d{1,3}$/.test(draft.coupons) ? Number(draft.coupons) : null, 1, 120),
    reserveLots: draft.reserve === '' ? 0n : decimal(draft.reserveUnits, LOT_DECIMALS),
  }
  const most = mostCoupon(terms)
  const coupon = decimal(draft.minimumCoupon, USDC_DECIMALS)
  return { ...terms, minimumCoupon: coupon !== null && most !== null && coupon > most ? null : coupon }
}

/** Most that the smallest coupon may be, micro-USDC: all of them together stay within the cap. Null until the terms that bound it are there. */
export function mostCoupon({
  issuePrice,
  capBp,
  coupons,
}: Pick<NoteNumbers, 'issuePrice' | 'capBp' | 'coupons'>): bigint | null {
  if (issuePrice === null || capBp === null || coupons === null) return null
  return (issuePrice * BigInt(capBp)) / BP / BigInt(coupons)
}

/** A decimal number above zero as an integer of 10^−decimals; null for anything else. */
function decimal(typed: string, decimals: number): bigint | null {
  const parsed = parseDecimal(typed, decimals)
  return parsed.ok && parsed.value > 0n ? parsed.value : null
}
