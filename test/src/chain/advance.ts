import { getBlock } from 'viem/actions'
import type { LocalClient } from './anvil.ts'

/**
 * Sets a chain's clock to a moment; just past the last block if that came later, so that blocks only get younger.
 *
 * @param time - Unix seconds.
 * @returns What the clock shows now.
 */
export async function advanceTo(client: LocalClient, time: number): Promise<number> {
  const { timestamp } = await getBlock(client)
  const next = Math.max(time, Number(timestamp) + 1)
  await client.steer('evm_setTime', next)
  return next
}
