import type { Address } from 'viem'

// Events of the credit factory and of credits; `token` is the credit. Lots are 0.001 of a token, amounts micro-USDC, times Unix seconds.

export type CreditTerms = {
  name: string
  symbol: string
  /** What one whole token is good for. */
  unit: string
  endpoint: string
  /** 0 if `referencePrice` prices it. */
  grade: number
  /** Micro-USDC per unit; 0 if the grade prices it. */
  referencePrice: bigint
  /** Null if the holder alone signs receipts. */
  meter: Address | null
  start: number
  end: number
}

export type CreditIssuedEvent = {
  kind: 'creditIssued'
  token: Address
  issuer: Address
  lots: bigint
  bond: bigint
  issuePrice: bigint
  terms: CreditTerms
}

export type BondAddedEvent = { kind: 'bondAdded'; token: Address; from: Address; amount: bigint; bond: bigint }
export type RedemptionQueuedEvent = {
  kind: 'redemptionQueued'
  token: Address
  redemption: number
  holder: Address
  lots: bigint
  queuedBefore: bigint
}
export type UnitsDeliveredEvent = {
  kind: 'unitsDelivered'
  token: Address
  redemption: number
  signer: Address
  lots: bigint
  /** Of the redemption, cumulative. */
  delivered: bigint
  /** When the receipt was signed. */
  time: number
  released: bigint
  bond: bigint
}
export type RedemptionLeftEvent = {
  kind: 'redemptionLeft'
  token: Address
  redemption: number
  holder: Address
  lots: bigint
}
export type BoughtBackEvent = { kind: 'boughtBack'; token: Address; lots: bigint; released: bigint; bond: bigint }
export type BondWithdrawnEvent = { kind: 'bondWithdrawn'; token: Address; to: Address; amount: bigint }
export type CreditDefaultedEvent = {
  kind: 'creditDefaulted'
  token: Address
  lots: bigint
  price: bigint
  isIssuePrice: boolean
  owed: bigint
  pool: bigint
  released: bigint
}
export type DefaultClaimedEvent = {
  kind: 'defaultClaimed'
  token: Address
  holder: Address
  lots: bigint
  amount: bigint
}

export type CreditEvent =
  | CreditIssuedEvent
  | BondAddedEvent
  | RedemptionQueuedEvent
  | UnitsDeliveredEvent
  | RedemptionLeftEvent
  | BoughtBackEvent
  | BondWithdrawnEvent
  | CreditDefaultedEvent
  | DefaultClaimedEvent
