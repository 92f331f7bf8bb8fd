import { type Address, type Hex, isAddress, isHash } from 'viem'

/** Where the exchange stands on one chain: what the deployment writes and every other program reads. */
export type Deployment = {
  /** What the chain is called where a person reads it. */
  name: string
  chainId: number
  /** Block of its first contract: no event of it is older. */
  block: number
  /** Hash of that block: tells a chain from another one with the same id. */
  blockHash: Hex
  exchange: Address
  seriesRegistry: Address
  /** What the LONG and SHORT tokens of every series are clones of. */
  forwardToken: Address
  usdc: Address
  /** Id of USDC in the exchange's ledger. */
  usdcAsset: number
  /** Base URL of a block explorer; null if there is none. */
  explorer: string | null
} & { [Contract in OptionalContract]?: Address }

/** A deployment that no contract of ours is missing from. */
export type FullDeployment = Required<Deployment>

/** Contracts beside the exchange. A chain may be without one, and so may a file that is older than the contract. */
export const OPTIONAL_CONTRACTS = [
  'priceIndex',
  'settlement',
  'deliveryDesk',
  'creditFactory',
  'noteFactory',
  'bundleFactory',
] as const
export type OptionalContract = (typeof OPTIONAL_CONTRACTS)[number]

/** Thrown when a file is no deployment; says every field that is wrong. */
export class DeploymentError extends Error {
  override name = 'DeploymentError'
}

type Check = { valid: (value: unknown) => boolean; expected: string }

const address: Check = {
  valid: (value) => typeof value === 'string' && isAddress(value, { strict: false }),
  expected: 'an address',
}
const count: Check = {
  valid: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  expected: 'a whole number',
}
const hash: Check = { valid: (value) => typeof value === 'string' && isHash(value), expected: 'a block hash' }
const text: Check = { valid: (value) => typeof value === 'string' && value !== '', expected: 'a text' }
const url: Check = {
  valid: (value) => value === null || (typeof value === 'string' && URL.canParse(value)),
  expected: 'a URL or null',
}

const checks: Record<Exclude<keyof Deployment, OptionalContract>, Check> = {
  name: text,
  chainId: count,
  block: count,
  blockHash: hash,
  exchange: address,
  seriesRegistry: address,
  forwardToken: address,
  usdc: address,
  usdcAsset: count,
  explorer: url,
}

/** Checks what was read from a deployment file or a page's configuration. Fields that it does not know are left out. */
export function parseDeployment(value: unknown): Deployment {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const present = OPTIONAL_CONTRACTS.filter((contract) => given[contract] !== undefined)
  const entries = [...Object.entries(checks), ...present.map((contract) => [contract, address] as const)]
  const wrong = entries.filter(([field, { valid }]) => !valid(given[field]))
  if (wrong.length > 0) {
    const list = wrong.map(
      ([field, { expected }]) => `${field} must be ${expected}, got ${JSON.stringify(given[field])}`,
    )
    throw new DeploymentError(`Not a deployment: ${list.join('; ')}`)
  }
  return Object.fromEntries(entries.map(([field]) => [field, given[field]])) as Deployment
}
