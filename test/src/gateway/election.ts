import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { postReceipt } from '@gigahour/contracts/delivery'
import type { FullDeployment } from '@gigahour/contracts/deployment'
import { receiptTypedData } from '@gigahour/contracts/receipt'
import type { Lots } from '@gigahour/contracts/units'
import { getAbiItem } from 'viem'
import { getLogs, readContract } from 'viem/actions'
import type { LocalClient } from '../chain/anvil.ts'
import { GPU_HOUR } from './meter.ts'
import type { Metered } from './metered.ts'
import { Refusal } from './refusal.ts'

/** An election of a series' hours at the delivery desk. */
export function createElection(client: LocalClient, deployment: FullDeployment, election: bigint): Metered {
  const address = deployment.deliveryDesk
  const desk = { address, abi: deliveryDeskAbi } as const

  return {
    terms: async () => {
      if (election < 1n || election > (await readContract(client, { ...desk, functionName: 'electionCount' }))) {
        throw new Refusal(404, 'unknown_election', `There is no election ${election}`)
      }
      const read = await readContract(client, { ...desk, functionName: 'electionOf', args: [election] })
      const { buyer, lots, offer } = read
      const [{ market, meter }, logs] = await Promise.all([
        readContract(client, { ...desk, functionName: 'offerOf', args: [offer] }),
        getLogs(client, {
          address,
          event: getAbiItem({ abi: deliveryDeskAbi, name: 'OfferMade' }),
          args: { offer },
          fromBlock: BigInt(deployment.block),
        }),
      ])
      const schedule = await readContract(client, { ...desk, functionName: 'scheduleOf', args: [market] })
      return {
        ...{ subject: { election }, user: buyer, role: 'buyer', lots: lots as Lots, unit: GPU_HOUR },
        ...{ meter, endpoint: logs[0]?.args.endpoint ?? '' },
        start: Number(schedule.start),
        end: Number(schedule.end),
        postingEnd: Number(schedule.postingEnd),
      }
    },
    progress: async () => {
      const read = await readContract(client, { ...desk, functionName: 'electionOf', args: [election] })
      return { delivered: read.delivered as Lots, isOver: read.settled || read.delivered === read.lots }
    },
    toSign: async (receipt) =>
      receiptTypedData({ chainId: client.chain.id, desk: address }, { electionId: election, ...receipt }),
    toPost: (receipt) => postReceipt(address, { electionId: election, ...receipt }),
  }
}
