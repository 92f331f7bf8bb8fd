import { settlementAbi } from '@gigahour/contracts/abi'
import { readContract } from 'viem/actions'
import { giveGas } from '../chain/mint.ts'
import type { Duty } from './duty.ts'
import { people } from './people.ts'
import type { Stage } from './stage.ts'

const SECONDS_OF_DAY = 86_400

/** Settles every series whose month is over and whose prints are decided. */
export function createKeeper(stage: Stage): Duty {
  const { client, deployment, rpcUrl } = stage
  const settled = new Set<number>()
  const settlement = { address: deployment.settlement, abi: settlementAbi } as const
  return {
    name: 'settlement keeper',
    daily: async (day) => {
      await giveGas(rpcUrl, people.keeper.address)
      const ended = (await stage.series()).filter(({ expiry }) => expiry <= day * SECONDS_OF_DAY)
      for (const { market, family } of ended) {
        if (settled.has(market)) continue
        const [[isFinal], progress] = await Promise.all([
          readContract(client, { ...settlement, functionName: 'finalPriceOf', args: [market] }),
          readContract(client, { ...settlement, functionName: 'progressOf', args: [family] }),
        ])
        if (isFinal) settled.add(market)
        if (isFinal || progress.decided < progress.daysInMonth) continue
        await stage.send(people.keeper, { ...settlement, functionName: 'settle', args: [family] })
      }
    },
  }
}
