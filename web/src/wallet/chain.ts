// Everything that encodes, simulates and signs. Loaded when it is first needed: reading a market needs none of it.
import { exchangeAbi } from '@gigahour/contracts/abi'
import * as calls from '@gigahour/contracts/calls'
import type { Lots, Units } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import { decodeActor, decodeOrderChange, decodeTakenChange } from '@gigahour/contracts/words'
import type { Market } from '@gigahour/indexer/api'
import { type Address, type Hash, parseEventLogs, type TransactionReceipt } from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import { getConnection, getPublicClient, switchChain, writeContract } from 'wagmi/actions'
import type { Config } from '../config.ts'
import { toOrder } from '../order/instructions.ts'
import type { OrderTerms, Take } from '../order/ticket.ts'
import { termsOfMarket } from '../series/marketTerms.ts'
import type { Write } from './write.ts'
import { WrongChainError } from './wrongChainError.ts'

/** What a write came to, read from its receipt. */
export type Receipt = {
  block: number
  isSuccess: boolean
  taken: bigint
  /** Sum of price × lots of what was taken. */
  tickLots: bigint
  rested: bigint
  /** True if an instruction of the batch was left out because the market had moved away from it. */
  isSkipped: boolean
}

/** Gas is estimated for the book of now; another level to take from must not make the order fail. */
const GAS_MARGIN_PERCENT = 130n

/** Most time to wait for a transaction to be mined, milliseconds. */
const RECEIPT_TIMEOUT = 180_000

function clientOf(wagmi: WagmiConfig, config: Config) {
  const client = getPublicClient(wagmi, { chainId: config.deployment.chainId })
  if (!client) throw new WrongChainError('The page has no connection to its chain.')
  return client
}

/** Puts the wallet on the right chain, and checks that it is there. */
export async function requireChain(wagmi: WagmiConfig, { deployment }: Config): Promise<void> {
  const { connector } = getConnection(wagmi)
  // The wallet itself is asked: what the page remembers may be a moment old.
  if ((await connector?.getChainId()) === deployment.chainId) return
  await switchChain(wagmi, { chainId: deployment.chainId })
  if ((await connector?.getChainId()) !== deployment.chainId)
    throw new WrongChainError('The wallet is on another network.')
}

export type Prepared = { call: calls.WriteCall; gas: bigint }

/** Runs the write against the latest state, so that a revert is known before anything is signed. */
export async function simulate(wagmi: WagmiConfig, config: Config, account: Address, write: Write): Promise<Prepared> {
  const client = clientOf(wagmi, config)
  const call = write.build(calls, config.deployment.exchange)
  const request = { account, ...call }
  await client.simulateContract(request)
  const gas = await client.estimateContractGas(request)
  return { call, gas: (gas * GAS_MARGIN_PERCENT) / 100n }
}

/** Has the wallet sign and send what was simulated. */
export function send(wagmi: WagmiConfig, config: Config, { call, gas }: Prepared): Promise<Hash> {
  return writeContract(wagmi, { ...call, gas, chainId: config.deployment.chainId })
}

export async function waitFor(wagmi: WagmiConfig, config: Config, hash: Hash): Promise<Receipt> {
  const receipt = await clientOf(wagmi, config).waitForTransactionReceipt({ hash, timeout: RECEIPT_TIMEOUT })
  return readReceipt(receipt, config)
}

/** True if the chain knows the transaction: mined, or waiting. */
export async function isKnown(wagmi: WagmiConfig, config: Config, hash: Hash): Promise<boolean> {
  return clientOf(wagmi, config)
    .getTransaction({ hash })
    .then(
      () => true,
      () => false,
    )
}

function readReceipt(receipt: TransactionReceipt, config: Config): Receipt {
  const exchange = config.deployment.exchange.toLowerCase()
  const logs = receipt.logs.filter((log) => log.address.toLowerCase() === exchange)
  const result: Receipt = {
    block: Number(receipt.blockNumber),
    isSuccess: receipt.status === 'success',
    taken: 0n,
    tickLots: 0n,
    rested: 0n,
    isSkipped: false,
  }
  for (const event of parseEventLogs({ abi: exchangeAbi, logs })) {
    if (event.eventName === 'InstructionSkipped') result.isSkipped = true
    if (event.eventName !== 'LevelTaken' && event.eventName !== 'OrderPlaced') continue
    if (decodeActor(event.args.actor).owner !== receipt.from.toLowerCase()) continue
    if (event.eventName === 'OrderPlaced') result.rested += decodeOrderChange(event.args.change).lots
    else {
      const { lots, tick } = decodeTakenChange(event.args.change)
      result.taken += lots
      result.tickLots += BigInt(tick) * lots
    }
  }
  return result
}

/** What the exchange says that an order would take now, to the last unit. */
export async function previewTake(
  wagmi: WagmiConfig,
  config: Config,
  market: Market,
  terms: OrderTerms,
): Promise<Take> {
  const call = calls.previewTake(config.deployment.exchange, toOrder(terms, market, 0))
  const { lots, notional, fee } = await clientOf(wagmi, config).readContract(call)
  const { unit } = termsOfMarket(market)
  return { lots: lots as Lots, tickLots: (notional / unit) as Units, fee: (fee / unit) as Units }
}

/** Time of the latest block, Unix seconds: deadlines go by the chain's clock, not by the reader's. */
export async function chainTime(wagmi: WagmiConfig, config: Config): Promise<number> {
  return Number((await clientOf(wagmi, config).getBlock()).timestamp)
}

export type WalletFunds = {
  /** Base units of a token. */
  tokens: bigint
  allowance: bigint
  /** Wei. */
  gas: bigint
}

/** What the wallet itself holds, outside of the exchange. */
export async function walletFunds(
  wagmi: WagmiConfig,
  config: Config,
  account: Address,
  token: Address,
): Promise<WalletFunds> {
  const client = clientOf(wagmi, config)
  const contract = { address: token, abi: usdcAbi } as const
  const [tokens, allowance, gas] = await Promise.all([
    client.readContract({ ...contract, functionName: 'balanceOf', args: [account] }),
    client.readContract({ ...contract, functionName: 'allowance', args: [account, config.deployment.exchange] }),
    client.getBalance({ address: account }),
  ])
  return { tokens, allowance, gas }
}
