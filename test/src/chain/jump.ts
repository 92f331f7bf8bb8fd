import { localClient } from './anvil.ts'
import type { LocalChain } from './localChain.ts'

/** Moves the clock without living the days on the way, for tests that rest on no prints. */
export async function jumpTo({ rpcUrl, clock }: LocalChain, time: number): Promise<void> {
  const { steer } = localClient(rpcUrl)
  await steer('evm_setTime', time)
  await steer('evm_mine')
  clock.set(time)
}
