import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { postReceipt } from '@gigahour/contracts/delivery'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import { isSigned, type Receipt, type SignedReceipt, signReceipt } from '@gigahour/contracts/receipt'
import type { Lots } from '@gigahour/contracts/units'
import { type Address, getAbiItem } from 'viem'
import { getBlock, getLogs, readContract } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { localClient, localSigner } from '../chain/anvil.ts'
import { giveGas } from '../chain/mint.ts'
import { sendAll } from '../chain/send.ts'
import { Refusal } from './refusal.ts'

/** What the gateway must know of an election. */
export type Terms = {
  election: bigint
  buyer: Address
  lots: Lots
  /** Who may sign receipts besides the buyer; the zero address if nobody. */
  meter: Address
  /** URL that the offer names. */
  endpoint: string
  /** Of the delivery month, Unix seconds. */
  start: number
  end: number
  /** From here on no receipt is taken. */
  postingEnd: number
}

/** How far an election has come. */
export type Progress = { delivered: Lots; isSettled: boolean }

/** The delivery desk, as the gateway uses it. */
export type Desk = {
  /** @throws {@link Refusal} if there is none. */
  termsOf: (election: bigint) => Promise<Terms>
  progressOf: (election: bigint) => Promise<Progress>
  /** Time of the last block, Unix seconds. No receipt may be younger. */
  blockTime: () => Promise<number>
  /** Whether the desk would take the signature. */
  isSigned: (receipt: SignedReceipt) => Promise<boolean>
  /** Signs with the gateway's meter. */
  sign: (receipt: Receipt) => Promise<SignedReceipt>
  post: (receipt: SignedReceipt) => Promise<void>
}

/** @param meter - Signs receipts where it is agreed on, and pays for posting all of them. */
export function createDesk(rpcUrl: string, deployment: FullDeployment, meter: LocalAccount): Desk {
  const client = localClient(rpcUrl)
  const signer = localSigner(rpcUrl, meter)
  const address = deployment.deliveryDesk
  const desk = { address, abi: deliveryDeskAbi } as const
  const domain = { chainId: client.chain.id, desk: address }
  /** Terms never change. */
  const known = new Map<bigint, Terms>()

  const readTerms = async (election: bigint): Promise<Terms> => {
    if (election < 1n || election > (await readContract(client, { ...desk, functionName: 'electionCount' }))) {
      throw new Refusal(404, 'unknown_election', `There is no election ${election}`)
    }
    const { buyer, lots, offer } = await readContract(client, { ...desk, functionName: 'electionOf', args: [election] })
    const [{ market, meter: agreed }, logs] = await Promise.all([
      readContract(client, { ...desk, functionName: 'offerOf', args: [offer] }),
      getLogs(client, {
        address,
        event: getAbiItem({ abi: deliveryDeskAbi, name: 'OfferMade' }),
        args: { offer },
        fromBlock: BigInt(deployment.block),
      }),
    ])
    const { start, end, postingEnd } = await readContract(client, {
      ...desk,
      functionName: 'scheduleOf',
      args: [market],
    })
    return {
      ...{ election, buyer, lots: lots as Lots, meter: agreed, endpoint: logs[0]?.args.endpoint ?? '' },
      ...{ start: Number(start), end: Number(end), postingEnd: Number(postingEnd) },
    }
  }

  return {
    termsOf: async (election) => {
      const terms = known.get(election) ?? (await readTerms(election))
      known.set(election, terms)
      return terms
    },
    progressOf: async (election) => {
      const read = await readContract(client, { ...desk, functionName: 'electionOf', args: [election] })
      return { delivered: read.delivered as Lots, isSettled: read.settled || read.delivered === read.lots }
    },
    blockTime: async () => Number((await getBlock(client)).timestamp),
    isSigned: (receipt) => isSigned(client, domain, receipt),
    sign: (receipt) => signReceipt(signer, { desk: address, ...receipt }),
    post: async (receipt) => {
      await giveGas(rpcUrl, meter.address)
      await sendAll(rpcUrl, meter, [postReceipt(address, receipt)])
    },
  }
}
