import type { Address } from 'viem'

// Events of the note and bundle factories, of notes and of bundles; `token` is the note or bundle. Lots are 0.001 of a token,
// amounts micro-USDC, times Unix seconds.

export type NoteTerms = {
  name: string
  symbol: string
  productLine: string
  /** Micro-USDC per note. */
  issuePrice: bigint
  /** Most lots that can be sold. */
  lots: bigint
  shareBp: number
  capBp: number
  firstDue: number
  coupons: number
  /** Micro-USDC per note and month. */
  minimumCoupon: bigint
  /** Null if the notes cannot be converted. */
  reserve: Address | null
}

export type NoteIssuedEvent = {
  kind: 'noteIssued'
  token: Address
  issuer: Address
  reserveLots: bigint
  terms: NoteTerms
}
export type NotesSoldEvent = { kind: 'notesSold'; token: Address; lots: bigint; paid: bigint }
export type UnsoldTakenEvent = { kind: 'unsoldTaken'; token: Address; lots: bigint }
export type SaleClosedEvent = { kind: 'saleClosed'; token: Address; supply: bigint; burned: bigint }
export type RevenueDepositedEvent = {
  kind: 'revenueDeposited'
  token: Address
  /** Scheduled month that it counts for, from 1. */
  month: number
  revenue: bigint
  amount: bigint
  deposited: bigint
  /** Coupons per lot since issue, micro-USDC × 2^96. */
  index: bigint
}
export type NotesRegisteredEvent = {
  kind: 'notesRegistered'
  token: Address
  holder: Address
  lots: bigint
  paid: bigint
}
export type NotesUnregisteredEvent = {
  kind: 'notesUnregistered'
  token: Address
  holder: Address
  lots: bigint
  paidBack: bigint
}
export type CouponsCollectedEvent = { kind: 'couponsCollected'; token: Address; holder: Address; amount: bigint }
/** `reserveLots` are those locked after it. */
export type ReserveLockedEvent = { kind: 'reserveLocked'; token: Address; lots: bigint; reserveLots: bigint }
export type ReserveReleasedEvent = { kind: 'reserveReleased'; token: Address; lots: bigint }
export type StressDeclaredEvent = {
  kind: 'stressDeclared'
  token: Address
  cause: 'couponMissed' | 'covenantBroken'
  month: number
  had: bigint
  needed: bigint
  /** Micro-USDC per unit of the reserve; 0 without one. */
  price: bigint
  /** 0 without a reserve. */
  windowEnd: number
}
export type ConversionAskedEvent = {
  kind: 'conversionAsked'
  token: Address
  holder: Address
  lots: bigint
  asked: bigint
}
export type ConversionFixedEvent = {
  kind: 'conversionFixed'
  token: Address
  asked: bigint
  converted: bigint
  credits: bigint
  claimPerNote: bigint
}
export type ConvertedEvent = {
  kind: 'converted'
  token: Address
  holder: Address
  asked: bigint
  converted: bigint
  credits: bigint
}
export type CreditsTakenEvent = { kind: 'creditsTaken'; token: Address; holder: Address; credits: bigint }

export type NoteEvent =
  | NoteIssuedEvent
  | NotesSoldEvent
  | UnsoldTakenEvent
  | SaleClosedEvent
  | RevenueDepositedEvent
  | NotesRegisteredEvent
  | NotesUnregisteredEvent
  | CouponsCollectedEvent
  | ReserveLockedEvent
  | ReserveReleasedEvent
  | StressDeclaredEvent
  | ConversionAskedEvent
  | ConversionFixedEvent
  | ConvertedEvent
  | CreditsTakenEvent

export type BundleCreatedEvent = {
  kind: 'bundleCreated'
  token: Address
  credit: Address
  note: Address
  notesPerCredit: number
}
export type BundleWrappedEvent = { kind: 'bundleWrapped' | 'bundleUnwrapped'; token: Address; lots: bigint }
export type BundleEvent = BundleCreatedEvent | BundleWrappedEvent
