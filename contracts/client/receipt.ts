import type { Address, Client, Hex, Transport } from 'viem'
import { signTypedData, verifyTypedData } from 'viem/actions'
import type { Signer } from './actions.ts'
import type { Lots } from './units.ts'

/** What the buyer or the meter signs: how much of an election was delivered. */
export type Receipt = {
  electionId: bigint
  /** Lots delivered since the window opened: cumulative, so a later receipt holds all earlier ones. */
  deliveredLots: Lots
  /** When it was signed, Unix seconds: within the delivery month, and not later than the block it is posted in. */
  time: bigint
}

/** A receipt as it travels and is posted. */
export type SignedReceipt = Receipt & {
  /** The buyer or the meter. */
  signer: Address
  signature: Hex
}

/** The one desk that takes a receipt: on another chain or at another address the signature is worth nothing. */
export type ReceiptDomain = { chainId: number; desk: Address }

/** A receipt as EIP-712 typed data, for wallets. */
export const receiptTypedData = ({ chainId, desk }: ReceiptDomain, message: Receipt) =>
  ({
    domain: { name: 'Gigahour DeliveryDesk', version: '1', chainId, verifyingContract: desk },
    types: {
      Receipt: [
        { name: 'electionId', type: 'uint64' },
        { name: 'deliveredLots', type: 'uint64' },
        { name: 'time', type: 'uint64' },
      ],
    },
    primaryType: 'Receipt',
    message,
  }) as const

/** Signs a receipt for the signer's chain. */
export async function signReceipt(
  signer: Signer,
  { desk, ...receipt }: Receipt & { desk: Address },
): Promise<SignedReceipt> {
  const data = receiptTypedData({ chainId: signer.chain.id, desk }, receipt)
  const signature = await signTypedData(signer, { account: signer.account, ...data })
  return { ...receipt, signer: signer.account.address, signature }
}

/**
 * Whether the desk would take the signature, an account's or, by ERC-1271, a contract's. Who may sign an election's receipts is
 * another question: its buyer and its meter.
 */
export function isSigned(
  client: Client<Transport>,
  domain: ReceiptDomain,
  { signer, signature, ...receipt }: SignedReceipt,
): Promise<boolean> {
  return verifyTypedData(client, { address: signer, signature, ...receiptTypedData(domain, receipt) })
}
