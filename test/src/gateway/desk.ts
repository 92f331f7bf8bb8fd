import type { FullDeployment } from '@gigahour/contracts/deployment'
import { getBlock, verifyTypedData } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { localClient } from '../chain/anvil.ts'
import { giveGas } from '../chain/mint.ts'
import { sendAll } from '../chain/send.ts'
import { createElection } from './election.ts'
import type { Metered, Progress, Receipt, SignedReceipt, Terms } from './metered.ts'
import { createRedemption } from './redemption.ts'
import { idOf, type Subject } from './subject.ts'

/** The contracts that take receipts, as the gateway uses them. */
export type Desk = {
  /** @throws Refusal if it does not exist. */
  termsOf: (subject: Subject) => Promise<Terms>
  progressOf: (subject: Subject) => Promise<Progress>
  /** Time of the last block, Unix seconds. No receipt may be younger. */
  blockTime: () => Promise<number>
  /** Whether the signature would be taken. */
  isSigned: (subject: Subject, receipt: SignedReceipt) => Promise<boolean>
  /** Signs with the gateway's meter. */
  sign: (subject: Subject, receipt: Receipt) => Promise<SignedReceipt>
  post: (subject: Subject, receipt: SignedReceipt) => Promise<void>
}

/** @param meter - Signs receipts where it is agreed on, and pays for posting all of them. */
export function createDesk(rpcUrl: string, deployment: FullDeployment, meter: LocalAccount): Desk {
  const client = localClient(rpcUrl)
  /** Terms never change. */
  const known = new Map<string, Terms>()

  const metered = (subject: Subject): Metered =>
    'election' in subject
      ? createElection(client, deployment, subject.election)
      : createRedemption(client, deployment, subject)

  return {
    termsOf: async (subject) => {
      const terms = known.get(idOf(subject)) ?? (await metered(subject).terms())
      known.set(idOf(subject), terms)
      return terms
    },
    progressOf: (subject) => metered(subject).progress(),
    blockTime: async () => Number((await getBlock(client)).timestamp),
    isSigned: async (subject, { signer, signature, ...receipt }) =>
      verifyTypedData(client, { address: signer, signature, ...(await metered(subject).toSign(receipt)) }),
    sign: async (subject, receipt) => {
      const signature = await meter.signTypedData(await metered(subject).toSign(receipt))
      return { ...receipt, signer: meter.address, signature }
    },
    post: async (subject, receipt) => {
      await giveGas(rpcUrl, meter.address)
      await sendAll(rpcUrl, meter, [metered(subject).toPost(receipt)])
    },
  }
}
