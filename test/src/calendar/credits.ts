import { computeCreditAbi, creditFactoryAbi, priceIndexAbi } from '@gigahour/contracts/abi'
import { approve } from '@gigahour/contracts/calls'
import {
  type CreditTerms,
  declareDefault,
  deliverCredit,
  issueCredit,
  LOTS_PER_UNIT,
  minimumBond,
  receiptTypedData,
  redeemCredit,
  SPOT_EXPONENTS,
} from '@gigahour/contracts/credit'
import { assetOf, listAsset, listSpot } from '@gigahour/contracts/listing'
import { type Address, erc20Abi } from 'viem'
import { readContract } from 'viem/actions'
import type { LocalAccount } from '../chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../chain/anvil.ts'
import type { Endpoint } from './delivery.ts'
import type { Duty } from './duty.ts'
import { people } from './people.ts'
import { endow, type Stage } from './stage.ts'

const DAY = 86_400
const PRINT = 20 * 3_600
/** Grade of Northwind's credit. */
const ROOT = 'H100'
const MONEY = 40_000n * 1_000_000n

/** What an issuer promises, how much of it, and how it keeps its word. */
type Plan = {
  issuer: LocalAccount
  terms: (now: number, grade: number) => CreditTerms
  units: bigint
  /** Bond over the least bond there may be, in percent. */
  bond: bigint
  /** What holders get: to be quoted, and to be redeemed. */
  toDealer: bigint
  redeemed: bigint
  /** Units delivered a day, and in all before it stops. */
  daily: bigint
  most: bigint
}

/** Northwind's credit is in use: redeemed and delivered day by day. */
const inUse = (endpoint: Endpoint): Plan => ({
  issuer: people.northwind,
  terms: (now, grade) => ({
    name: 'Northwind H100',
    symbol: 'NW-H100',
    unit: 'GPU-hour',
    endpoint: endpoint.url,
    grade,
    referencePrice: 0n,
    meter: people.meter.address,
    start: BigInt(now + DAY),
    end: BigInt(now + 120 * DAY),
  }),
  units: 2_000n,
  bond: 300n,
  toDealer: 600n,
  redeemed: 400n,
  daily: 9n,
  most: 390n,
})

/** Lumen's credit of model tokens stops being delivered, and its window closes: default. */
const IN_DEFAULT: Plan = {
  issuer: people.lumen,
  terms: (now) => ({
    name: 'Lumen tokens',
    symbol: 'LUM-MTOK',
    unit: 'million model tokens',
    endpoint: 'https://api.lumen.example/credits',
    grade: 0,
    referencePrice: 2_400_000n,
    meter: people.meter.address,
    start: BigInt(now + DAY),
    end: BigInt(now + 11 * DAY),
  }),
  units: 5_000n,
  bond: 125n,
  toDealer: 1_500n,
  redeemed: 1_200n,
  daily: 60n,
  most: 420n,
}

/** Two issuers of prepaid credits: one keeps its word, one does not. */
export function createCredits(stage: Stage, endpoint: Endpoint): Duty {
  const { client, deployment } = stage
  const factory = { address: deployment.creditFactory, abi: creditFactoryAbi } as const
  const firm = inUse(endpoint)
  /** In the order of their issue, which is the factory's. */
  const plans = [firm, IN_DEFAULT] as const

  const issue = async (plan: Plan, now: number): Promise<void> => {
    const { issuer } = plan
    const grade = plan === firm ? 1 : 0
    const terms = plan.terms(now, grade)
    const lots = plan.units * LOTS_PER_UNIT
    const price = grade === 0 ? terms.referencePrice : stage.spot(ROOT, now)
    const bond = (minimumBond(lots, price) * plan.bond) / 100n
    await endow(stage, issuer, bond + MONEY)
    await stage.send(
      issuer,
      approve(deployment.usdc, factory.address, bond),
      issueCredit(factory.address, terms, lots, bond),
    )
    const credit = await creditAt(plans.indexOf(plan) + 1)
    await list(stage, issuer, credit)
    // The issuer sells to the dealer and to whoever will use it, outside the book: what they pay is theirs to agree on.
    await pay(plan, credit, (price * 92n) / 100n)
    await stage.send(people.buyer, redeemCredit(credit, plan.redeemed * LOTS_PER_UNIT))
  }

  const pay = async ({ issuer, toDealer, redeemed }: Plan, credit: Address, price: bigint): Promise<void> => {
    for (const [holder, units] of [
      [people.dealer, toDealer],
      [people.buyer, redeemed],
    ] as const) {
      await endow(stage, holder, price * units)
      await stage.send(holder, transfer(deployment.usdc, issuer.address, price * units))
      await stage.send(issuer, transfer(credit, holder.address, units * LOTS_PER_UNIT))
    }
  }

  /** Receipts of what was delivered until now, and default once the window has closed. */
  const keep = async (plan: Plan, credit: Address, now: number): Promise<void> => {
    const contract = { address: credit, abi: computeCreditAbi } as const
    const [terms, state, defaultFrom] = await Promise.all([
      readContract(client, { ...contract, functionName: 'terms' }),
      readContract(client, { ...contract, functionName: 'state' }),
      readContract(client, { ...contract, functionName: 'defaultFrom' }),
    ])
    if (state.defaultedAt !== 0n || now < Number(terms.start)) return
    if (now >= Number(defaultFrom)) {
      if (state.circulating + state.queued > 0n) await stage.send(people.keeper, declareDefault(credit))
      return
    }
    if (
      now >= Number(terms.end) ||
      (await readContract(client, { ...contract, functionName: 'redemptionCount' })) === 0n
    )
      return
    const redemption = await readContract(client, { ...contract, functionName: 'redemptionOf', args: [1n] })
    // Whoever else redeems has its units metered at the gateway, by the same meter.
    if (redemption.holder !== people.buyer.address) return
    const days = BigInt(Math.floor((now - Number(terms.start)) / DAY))
    const units = days * plan.daily < plan.most ? days * plan.daily : plan.most
    if (units * LOTS_PER_UNIT <= redemption.delivered) return
    const receipt = { redemptionId: 1n, deliveredLots: units * LOTS_PER_UNIT, time: BigInt(now - 60) }
    const domain = { chainId: LOCAL_CHAIN_ID, address: credit, name: terms.name }
    const signature = await people.meter.signTypedData(receiptTypedData(domain, receipt))
    await stage.send(plan.issuer, deliverCredit(credit, receipt, people.meter.address, signature))
  }

  const creditAt = (number: number): Promise<Address> =>
    readContract(client, { ...factory, functionName: 'creditAt', args: [BigInt(number)] })

  return {
    name: 'credits',
    daily: async (day) => {
      const now = day * DAY + PRINT
      const count = Number(await readContract(client, { ...factory, functionName: 'creditCount' }))
      for (const [n, plan] of plans.entries()) {
        if (n < count) await keep(plan, await creditAt(n + 1), now)
        else if (await hasFreshPrice(stage, day)) await issue(plan, now)
      }
    },
  }
}

/** Whether credits can be issued at the index: it has a final print. */
export async function hasFreshPrice({ client, deployment }: Stage, day: number): Promise<boolean> {
  const [price, printDay] = await readContract(client, {
    address: deployment.priceIndex,
    abi: priceIndexAbi,
    functionName: 'latestFinal',
    args: [1],
  }).catch(() => [0n, 0] as const)
  return price > 0n && day - printDay <= 7
}

/** Lists a token and its book against USDC; whoever issues it does. */
export async function list(stage: Stage, account: LocalAccount, token: Address): Promise<void> {
  const { exchange, usdcAsset: quote } = stage.deployment
  await stage.send(account, listAsset(exchange, token))
  const base = await readContract(stage.client, assetOf(exchange, token))
  await stage.send(account, listSpot(exchange, { base, quote, ...SPOT_EXPONENTS }))
}

export const transfer = (token: Address, to: Address, amount: bigint) =>
  ({ address: token, abi: erc20Abi, functionName: 'transfer', args: [to, amount] }) as const
