import type { Address } from 'viem'

export type Offer = { id: number; provider: Address; open: bigint }
export type Election = { id: number; offer: number; buyer: Address; lots: bigint; delivered: bigint; over: boolean }
export type Redemption = { id: number; holder: Address; lots: bigint; delivered: bigint; over: boolean }
export type Credit = {
  token: Address
  issuer: Address
  circulating: bigint
  queued: bigint
  bond: bigint
  everQueued: bigint
  releasable: bigint
  redemptions: Redemption[]
  default: { lots: bigint; pool: bigint; claimed: bigint } | null
}
export type Note = {
  token: Address
  unsold: bigint
  supply: bigint
  deposited: bigint
  index: bigint
  registered: Map<Address, bigint>
  asked: bigint
  stressed: boolean
  fixed: boolean
}

/** What stands at the delivery desk and with issuers. */
export type FinanceState = {
  offers: Offer[]
  elections: Election[]
  owed: Map<Address, bigint>
  credits: Credit[]
  notes: Note[]
  bundles: { token: Address; supply: bigint }[]
}

export const noFinance = (): FinanceState => ({
  ...{ offers: [], elections: [], owed: new Map(), credits: [], notes: [], bundles: [] },
})
