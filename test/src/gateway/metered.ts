import type { WriteCall } from '@gigahour/contracts/calls'
import type { Lots } from '@gigahour/contracts/units'
import type { Address, Hex, TypedDataDefinition } from 'viem'
import type { Subject } from './subject.ts'

/** In which it is delivered, Unix seconds. */
export type Window = { start: number; end: number }

/** What the gateway must know of what it meters. It never changes. */
export type Terms = Window & {
  subject: Subject
  /** Who uses the machines, and what the contract calls them. */
  user: Address
  role: 'buyer' | 'holder'
  lots: Lots
  /** What 1,000 lots are. */
  unit: string
  /** Who may sign receipts besides the user; the zero address if nobody. */
  meter: Address
  /** URL that was agreed on. */
  endpoint: string
  /** From here on no receipt is taken. */
  postingEnd: number
}

/** How far delivery has come. */
export type Progress = {
  delivered: Lots
  /** Nothing more can be receipted: all is delivered, or it has come to another end. */
  isOver: boolean
}

/** What was delivered in all, as of a time in Unix seconds. */
export type Receipt = { deliveredLots: Lots; time: bigint }

export type SignedReceipt = Receipt & { signer: Address; signature: Hex }

/** One thing that is metered, as a contract keeps it. */
export type Metered = {
  /** @throws Refusal if it does not exist. */
  terms: () => Promise<Terms>
  progress: () => Promise<Progress>
  /** A receipt as user or meter sign it. */
  toSign: (receipt: Receipt) => Promise<TypedDataDefinition>
  toPost: (receipt: SignedReceipt) => WriteCall
}
