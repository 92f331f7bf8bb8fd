import type { WriteCall } from '@gigahour/contracts/calls'
import type { Address, Hex, TypedDataDefinition } from 'viem'

/** As the endpoint is told which election of hours, or which redemption of a credit, it is asked about. */
export type Subject = { election: string } | { credit: string; redemption: string }

/** A receipt that the endpoint would have signed. Which id it has says what it is of. */
export type Proposal = { electionId?: string; redemptionId?: string; deliveredLots: string; time: number }

/** What is metered at a provider's endpoint for the reader. */
export type Metered = {
  subject: Subject
  endpoint: string
  /** Who signs receipts besides the reader, and posts them; null for nobody. */
  meter: string | null
  /** All that is to be delivered. */
  lots: string
  /** Delivered by the receipts that were posted. */
  delivered: string
  /** What 1,000 lots are. */
  unit: string
  /** When the endpoint opens, Unix seconds. */
  start: number
  /** When its window closes, Unix seconds: the last time that a receipt may have. */
  end: number
  /** A receipt of it as a wallet signs it. */
  toSign: (chainId: number, receipt: Receipt) => Promise<TypedDataDefinition>
  /** Posts a receipt that `signer` signed. */
  toPost: (receipt: Receipt, signer: Address, signature: Hex) => Promise<WriteCall>
}

/** What was delivered in all, as of a time in Unix seconds. */
type Receipt = { deliveredLots: bigint; time: bigint }

/** A receipt is money: one of something else, or of more than there is to deliver, is not to be signed. */
export const isOwn = ({ subject, lots }: Pick<Metered, 'subject' | 'lots'>, receipt: Proposal): boolean =>
  ('election' in subject ? receipt.electionId === subject.election : receipt.redemptionId === subject.redemption) &&
  BigInt(receipt.deliveredLots) <= BigInt(lots)

/** Lots in all that the endpoint says it has delivered and no receipt counts yet; null if there are none, or more than is due. */
export function unreceipted({ lots, delivered }: Pick<Metered, 'lots' | 'delivered'>, deliveredLots: string) {
  const told = BigInt(deliveredLots)
  return told > BigInt(delivered) && told <= BigInt(lots) ? told : null
}
