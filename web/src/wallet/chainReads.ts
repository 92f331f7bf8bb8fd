// What is read from the chain itself, since it decides what is signed. Loaded when it is first needed.
import { priceIndexAbi, revenueNoteAbi, seriesRegistryAbi } from '@gigahour/contracts/abi'
import { sessionKeyOf } from '@gigahour/contracts/session'
import { usdcAbi } from '@gigahour/contracts/usdc'
import type { Address } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import { readContract } from 'wagmi/actions'
import type { Config } from '../config.ts'
import type { Session } from './session.ts'

type Pair = { token: Address; owner: Address; spender: Address }

export function allowanceOf(wagmi: WagmiConfig, config: Config, { token, owner, spender }: Pair): Promise<bigint> {
  const { chainId } = config.deployment
  return readContract(wagmi, {
    chainId,
    address: token,
    abi: usdcAbi,
    functionName: 'allowance',
    args: [owner, spender],
  })
}

/** What orders by a session key may still cost its owner, micro-USDC. */
export async function keyBudgetLeft(
  wagmi: WagmiConfig,
  { deployment }: Config,
  { owner, operator }: Pick<Session, 'owner' | 'operator'>,
): Promise<bigint> {
  const { chainId, exchange } = deployment
  const [, , left] = await readContract(wagmi, { chainId, ...sessionKeyOf(exchange, owner, operator) })
  return left
}

/** What the index owes an account after challenges, base units of the bond's token. */
export const claimableBond = (
  wagmi: WagmiConfig,
  { deployment }: Config,
  priceIndex: Address,
  account: Address,
): Promise<bigint> =>
  readContract(wagmi, {
    chainId: deployment.chainId,
    address: priceIndex,
    abi: priceIndexAbi,
    functionName: 'claimableBond',
    args: [account],
  })

/** Coupons that an account's registered notes have earned and that it has not collected, micro-USDC. */
export const collectableCoupons = async (
  wagmi: WagmiConfig,
  { deployment }: Config,
  note: Address,
  holder: Address,
): Promise<bigint> =>
  (
    await readContract(wagmi, {
      ...{ chainId: deployment.chainId, address: note, abi: revenueNoteAbi },
      ...{ functionName: 'registrationOf', args: [holder] },
    })
  ).collectable

export type ChallengeTerms = {
  /** Id of the grade in the registry. */
  grade: number
  bondToken: Address
  /** Base units of it. */
  bond: bigint
}

/** What a challenge of a print costs. @param market - A series of the grade. */
export async function challengeTerms(
  wagmi: WagmiConfig,
  { deployment }: Config,
  priceIndex: Address,
  market: number,
): Promise<ChallengeTerms> {
  const { chainId, seriesRegistry } = deployment
  const index = { chainId, address: priceIndex, abi: priceIndexAbi } as const
  const registry = { chainId, address: seriesRegistry, abi: seriesRegistryAbi } as const
  const [series, bondToken, bond] = await Promise.all([
    readContract(wagmi, { ...registry, functionName: 'seriesOf', args: [market] }),
    readContract(wagmi, { ...index, functionName: 'bondToken' }),
    readContract(wagmi, { ...index, functionName: 'bond' }),
  ])
  const { grade } = await readContract(wagmi, { ...registry, functionName: 'familyOf', args: [series.family] })
  return { grade, bondToken, bond }
}
