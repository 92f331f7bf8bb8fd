import {
  type Address,
  encodeDeployData,
  getContractAddress,
  type Hex,
  isAddressEqual,
  parseAbi,
  type TransactionReceipt,
} from 'viem'
import { getChainId, getCode, getTransactionCount, readContract, sendTransaction } from 'viem/actions'
import { exchangeAbi, forwardTokenAbi, seriesRegistryAbi } from '../client/abi.ts'
import type { Signer } from '../client/actions.ts'
import type { Deployment } from '../client/deployment.ts'
import { assetOf, type GradeTerms } from '../client/listing.ts'
import { PERMIT2 } from '../client/permit2.ts'
import { bytecodeOf } from './artifact.ts'
import { succeeded } from './receipt.ts'

export type ExchangeOptions = {
  /** What the chain is called where a person reads it. */
  name: string
  /** Circle's USDC on this chain, or another token of 6 decimals that the series are to be priced in. */
  usdc: Address
  /** May set the fee of markets to come, and who gets the fees. */
  owner: Address
  feeRecipient: Address
  /** May fix settlement prices. */
  settler: Address
  /** Whose final prints the caps of months follow; the zero address for none. */
  priceIndex: Address
  /** Listed with the registry's creation, so that nobody can take one of their names before. */
  grades: readonly GradeTerms[]
  /** Of the markets to come, in hundredths of a basis point; at most 10,000. */
  takerFee: number
  /** Base URL of a block explorer; null if there is none. */
  explorer: string | null
}

/** What {@link deployExchange} knows of a deployment. */
export type ExchangeDeployment = Pick<
  Deployment,
  | 'name'
  | 'chainId'
  | 'block'
  | 'blockHash'
  | 'exchange'
  | 'seriesRegistry'
  | 'forwardToken'
  | 'usdc'
  | 'usdcAsset'
  | 'explorer'
>

/** How many transactions {@link deployExchange} sends: what is deployed after it has its address from the nonce that follows. */
export const EXCHANGE_TRANSACTIONS = 4

/** Asset that USDC becomes: the first of the ledger. */
const USDC_ASSET = 2
/** In a series 1 lot × 1 tick costs 10^0 micro-USDC. */
const UNIT_EXPONENT = 0
/** A resting order has at least 10^2 lots, 0.1 GPU-hour. */
const MIN_LOTS_EXPONENT = 2

/** Thrown when the chain does not hold what the deployment needs, or was to become. */
export class DeploymentMismatch extends Error {
  override name = 'DeploymentMismatch'
}

/**
 * Deploys exchange and clearing, series registry and forward token. USDC is the exchange's first quote asset, and the grades the registry's first.
 *
 * The four know each other's addresses from their constructors. They are created at the deployer's next four nonces, from which
 * their addresses follow: nothing has to be set afterwards, so nobody can set it otherwise.
 *
 * @throws {@link DeploymentMismatch} if the chain holds something else in the end.
 */
export async function deployExchange(signer: Signer, options: ExchangeOptions): Promise<ExchangeDeployment> {
  if (!(await getCode(signer, { address: options.usdc }))) {
    throw new DeploymentMismatch(`There is no contract at the USDC address ${options.usdc}`)
  }
  const from = signer.account.address
  const nonce = await getTransactionCount(signer, { address: from, blockTag: 'pending' })
  const at = (step: number): Address => getContractAddress({ from, nonce: BigInt(nonce + step) })
  const [seriesRegistry, forwardToken, clearing, exchange] = [at(0), at(1), at(2), at(3)]

  // The first block with an event: the registry lists its grades.
  const { blockNumber, blockHash } = await create(signer, nonce, registryData(options, exchange))
  await create(signer, nonce + 1, forwardTokenData(exchange))
  await create(signer, nonce + 2, clearingData(seriesRegistry, forwardToken, options.settler))
  await create(signer, nonce + 3, exchangeData(options, clearing))

  const deployment: ExchangeDeployment = {
    name: options.name,
    chainId: await getChainId(signer),
    block: Number(blockNumber),
    blockHash,
    exchange,
    seriesRegistry,
    forwardToken,
    usdc: options.usdc,
    usdcAsset: USDC_ASSET,
    explorer: options.explorer,
  }
  await verify(signer, deployment)
  return deployment
}

/** Asks the chain for what the deployment file will say. */
async function verify(signer: Signer, deployment: ExchangeDeployment): Promise<void> {
  const { exchange, seriesRegistry, forwardToken, usdc, usdcAsset } = deployment
  const contract = { address: exchange, abi: exchangeAbi } as const
  const [registry, token, asset, listedFor] = await Promise.all([
    readContract(signer, { ...contract, functionName: 'seriesRegistry' }),
    readContract(signer, { ...contract, functionName: 'forwardToken' }),
    readContract(signer, assetOf(exchange, usdc)),
    readContract(signer, { address: seriesRegistry, abi: seriesRegistryAbi, functionName: 'exchange' }),
  ])
  const wired = [
    [registry, seriesRegistry],
    [token, forwardToken],
    [listedFor, exchange],
  ] as const
  for (const [found, meant] of wired) {
    if (!isAddressEqual(found, meant)) throw new DeploymentMismatch(`${found} stands where ${meant} was meant`)
  }
  if (asset !== usdcAsset) throw new DeploymentMismatch(`USDC became asset ${asset}, not ${usdcAsset}`)
}

async function create(signer: Signer, nonce: number, data: Hex): Promise<TransactionReceipt> {
  return succeeded(signer, await sendTransaction(signer, { data, nonce }))
}

const registryData = ({ priceIndex, grades }: ExchangeOptions, exchange: Address): Hex => {
  const pricing = { quote: USDC_ASSET, unitExponent: UNIT_EXPONENT, minLotsExponent: MIN_LOTS_EXPONENT }
  return encodeDeployData({
    abi: seriesRegistryAbi,
    bytecode: bytecodeOf('SeriesRegistry'),
    args: [exchange, priceIndex, pricing, grades],
  })
}

const forwardTokenData = (exchange: Address): Hex =>
  encodeDeployData({ abi: forwardTokenAbi, bytecode: bytecodeOf('ForwardToken'), args: [exchange] })

const clearingConstructor = parseAbi([
  'constructor(address seriesRegistry, address forwardToken, address settler, address permit2)',
])

const clearingData = (seriesRegistry: Address, forwardToken: Address, settler: Address): Hex =>
  encodeDeployData({
    abi: clearingConstructor,
    bytecode: bytecodeOf('Clearing'),
    args: [seriesRegistry, forwardToken, settler, PERMIT2],
  })

const exchangeData = ({ owner, feeRecipient, takerFee, usdc }: ExchangeOptions, clearing: Address): Hex =>
  encodeDeployData({
    abi: exchangeAbi,
    bytecode: bytecodeOf('Exchange'),
    args: [owner, clearing, feeRecipient, takerFee, usdc],
  })
