import type { Deployment } from '@gigahour/contracts/deployment'
import { type Address, getAddress, isAddress } from 'viem'
import { giveGas, mintUsdc } from './chain/mint.ts'

/** Gives test USDC and gas to who asks, on a local chain. */
export type Faucet = (request: unknown) => Promise<FaucetAnswer>

export type FaucetAnswer = {
  /** As of HTTP. */
  status: number
  body: { message: string } | { address: Address; usdc: string }
}

/** What one gets, micro-USDC: 100,000 USDC. */
export const FAUCET_AMOUNT = 100_000n * 1_000_000n

/** How long one waits to be given again, milliseconds. */
const PAUSE = 10_000

export function createFaucet(rpcUrl: string, deployment: Deployment): Faucet {
  const given = new Map<Address, number>()
  // One after another: all mints come from one account, whose nonces follow each other.
  let queue: Promise<unknown> = Promise.resolve()

  const give = async (address: Address): Promise<FaucetAnswer> => {
    await giveGas(rpcUrl, address)
    await mintUsdc(rpcUrl, deployment, address, FAUCET_AMOUNT)
    return { status: 200, body: { address, usdc: FAUCET_AMOUNT.toString() } }
  }

  return async (request) => {
    const asked = typeof request === 'object' && request !== null && 'address' in request ? request.address : undefined
    if (typeof asked !== 'string' || !isAddress(asked, { strict: false })) {
      return { status: 400, body: { message: 'Ask with {"address": "0x…"}' } }
    }
    const address = getAddress(asked)
    if (Date.now() - (given.get(address) ?? 0) < PAUSE) {
      return { status: 429, body: { message: 'You have just been given some: try again in a few seconds' } }
    }
    given.set(address, Date.now())
    const gift = queue.then(() => give(address))
    queue = gift.catch(() => undefined)
    return gift.catch((error: unknown) => {
      given.delete(address)
      return {
        status: 502,
        body: { message: `The chain gave nothing: ${error instanceof Error ? error.message : error}` },
      }
    })
  }
}
