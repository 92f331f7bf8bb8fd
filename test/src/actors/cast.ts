import { Side } from '@gigahour/contracts/side'
import { randomOf } from '@gigahour/contracts/testing/random'
import type { Address } from 'viem'
import { actorAccount } from '../chain/accounts.ts'
import type { Actor } from './actor.ts'
import { createArbitrageur } from './arbitrageur.ts'
import { createHedger } from './hedger.ts'
import { createMaker } from './maker.ts'
import { createSpeculator } from './speculator.ts'

/** Who trades on a local chain, in the order of their turns; each with its own account and its own luck. */
export function createCast(exchange: Address, seed: number): Actor[] {
  let count = 0
  const member = (name: string) => {
    count += 1
    return { name, account: actorAccount(count), exchange, random: randomOf(seed + count) }
  }
  return [
    createMaker(member('maker 1')),
    createMaker(member('maker 2')),
    createArbitrageur({ ...member('arbitrageur'), watches: 12 }),
    createSpeculator({ ...member('trend follower'), activity: 0.4, momentum: 0.6 }),
    createSpeculator({ ...member('noise trader 1'), activity: 0.5, momentum: 0 }),
    createSpeculator({ ...member('noise trader 2'), activity: 0.5, momentum: 0 }),
    createHedger({ ...member('provider'), side: Side.Ask, activity: 0.02 }),
    createHedger({ ...member('buyer'), side: Side.Bid, activity: 0.02 }),
  ]
}
