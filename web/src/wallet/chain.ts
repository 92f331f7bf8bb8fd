// Everything that encodes, simulates and signs. Loaded when it is first needed: reading a market needs none of it.
import { exchangeAbi } from '@gigahour/contracts/abi'
import * as calls from '@gigahour/contracts/calls'
import { revertOf } from '@gigahour/contracts/errors'
import { type PermitTerms, readPermitTerms } from '@gigahour/contracts/permit'
import { PERMIT2 } from '@gigahour/contracts/permit2'
import { executeFor } from '@gigahour/contracts/session'
import type { Take } from '@gigahour/contracts/take'
import type { Lots, Units } from '@gigahour/contracts/units'
import { usdcAbi } from '@gigahour/contracts/usdc'
import { decodeActor, decodeOrderChange, decodeTake } from '@gigahour/contracts/words'
import type { Market } from '@gigahour/indexer/api'
import {
  type Account,
  type Address,
  createWalletClient,
  custom,
  type Hash,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem'
import type { Config as WagmiConfig } from 'wagmi'
import {
  getConnection,
  getPublicClient,
  sendTransaction,
  signTypedData,
  switchChain,
  writeContract,
} from 'wagmi/actions'
import type { Config } from '../config.ts'
import { toOrder } from '../order/instructions.ts'
import type { OrderTerms } from '../order/ticket.ts'
import { termsOfMarket } from '../series/marketTerms.ts'
import type { Session } from './session.ts'
import { WrongAccountError, WrongChainError } from './walletErrors.ts'
import type { SignTypedData, Transfer, Write } from './write.ts'

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
  /** What a strip or spread came to, base units of the quote asset; null if the write took none. */
  legsCost: bigint | null
}

/** Gas is estimated for the book of now; another level to take from must not make the order fail. */
const GAS_MARGIN_PERCENT = 130n

/** Most time to wait for a transaction to be mined, milliseconds. */
const RECEIPT_TIMEOUT = 180_000

export function clientOf(wagmi: WagmiConfig, config: Config) {
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

/**
 * Checks that the wallet would sign with an account: it may have been switched since the page asked, and another would place this one's order.
 *
 * @throws {@link WrongAccountError}
 */
export async function requireAccount(wagmi: WagmiConfig, account: Address): Promise<void> {
  const [active] = (await getConnection(wagmi).connector?.getAccounts()) ?? []
  if (!active || !isAddressEqual(active, account))
    throw new WrongAccountError(`The wallet is on ${active ?? 'no account'}`)
}

/** A write that was simulated; `signer` is the session key's account, absent for the wallet. */
export type Prepared = ({ call: calls.WriteCall; gas: bigint } | Transfer) & { signer?: Account }

/** What a session key may not do, and its owner may. */
const BEYOND_KEYS = ['OutsideScope', 'BudgetExceeded']

/** Has the session key sign if there is one and it may; otherwise the wallet, on the right chain. */
export async function prepare(
  wagmi: WagmiConfig,
  config: Config,
  account: Address,
  write: Write,
  session: Session | null,
): Promise<Prepared> {
  if (session) {
    try {
      return await simulate(wagmi, config, account, write, session)
    } catch (error) {
      if (!BEYOND_KEYS.includes(revertOf(error)?.name ?? '')) throw error
    }
  }
  await requireChain(wagmi, config)
  await requireAccount(wagmi, account)
  return simulate(wagmi, config, account, write, null)
}

/** Runs the write against the latest state, so that a revert is known before anything is signed. */
async function simulate(
  wagmi: WagmiConfig,
  config: Config,
  account: Address,
  write: Write,
  session: Session | null,
): Promise<Prepared> {
  const { exchange, chainId } = config.deployment
  if ('batch' in write && session) {
    const { privateKeyToAccount } = await import('viem/accounts')
    const signer = privateKeyToAccount(session.key)
    return { ...(await rehearse(wagmi, config, signer, executeFor(exchange, account, write.batch))), signer }
  }
  if ('batch' in write) return rehearse(wagmi, config, account, calls.execute(exchange, write.batch))
  const sign: SignTypedData = async (data) => {
    await requireAccount(wagmi, account)
    const domain = { ...data.domain, chainId }
    return signTypedData(wagmi, { ...data, account, domain } as Parameters<typeof signTypedData>[1])
  }
  const built = await write.build(calls, exchange, sign, () => chainTime(wagmi, config))
  return 'to' in built ? built : rehearse(wagmi, config, account, built)
}

async function rehearse(wagmi: WagmiConfig, config: Config, account: Account | Address, call: calls.WriteCall) {
  const client = clientOf(wagmi, config)
  const request = { account, ...call }
  await client.simulateContract(request)
  const gas = await client.estimateContractGas(request)
  return { call, gas: (gas * GAS_MARGIN_PERCENT) / 100n }
}

/** Has the account's wallet, or its session key, sign and send what was simulated. */
export async function send(wagmi: WagmiConfig, config: Config, account: Address, prepared: Prepared): Promise<Hash> {
  const { chainId } = config.deployment
  if ('call' in prepared && prepared.signer) {
    const { call, gas, signer } = prepared
    const client = clientOf(wagmi, config)
    const wallet = createWalletClient({ account: signer, chain: client.chain, transport: custom(client) })
    return wallet.writeContract({ ...call, gas })
  }
  await requireAccount(wagmi, account)
  if ('to' in prepared) return sendTransaction(wagmi, { account, to: prepared.to, value: prepared.value, chainId })
  return writeContract(wagmi, { account, ...prepared.call, gas: prepared.gas, chainId })
}

/** @param account - Whose orders the transaction was for. */
export async function waitFor(wagmi: WagmiConfig, config: Config, hash: Hash, account: string): Promise<Receipt> {
  const receipt = await clientOf(wagmi, config).waitForTransactionReceipt({ hash, timeout: RECEIPT_TIMEOUT })
  return readReceipt(receipt, config, account)
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

function readReceipt(receipt: TransactionReceipt, config: Config, account: string): Receipt {
  const exchange = config.deployment.exchange.toLowerCase()
  const logs = receipt.logs.filter((log) => log.address.toLowerCase() === exchange)
  const result: Receipt = {
    block: Number(receipt.blockNumber),
    isSuccess: receipt.status === 'success',
    taken: 0n,
    tickLots: 0n,
    rested: 0n,
    isSkipped: false,
    legsCost: null,
  }
  for (const event of parseEventLogs({ abi: exchangeAbi, logs })) {
    if (event.eventName === 'InstructionSkipped') result.isSkipped = true
    if (event.eventName === 'LegsTaken') result.legsCost = event.args.cost
    const isTake = event.eventName === 'LevelTaken' || event.eventName === 'LevelsTaken'
    if (!isTake && event.eventName !== 'OrderPlaced') continue
    if (decodeActor(event.args.actor).owner !== account.toLowerCase()) continue
    if (!isTake) {
      result.rested += decodeOrderChange(event.args.change).lots
      continue
    }
    for (const { lots, tick } of decodeTake(event).changes) {
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

/** Code of an account that still has its own key (EIP-7702). */
const DELEGATION = '0xef0100'

export type WalletFunds = {
  /** Base units of a token. */
  tokens: bigint
  /** Of these approved for the exchange. */
  allowance: bigint
  /** Of these approved for Permit2; 0 for an account whose signatures it does not know. */
  permit2Allowance: bigint
  /** Wei. */
  gas: bigint
  /** What a permit would be signed for; absent if the token knows none, or a contract stands at the account, whose signatures it does not know. */
  permit?: PermitTerms
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
  const { chainId } = config.deployment
  const approvedFor = (spender: Address) =>
    client.readContract({ ...contract, functionName: 'allowance', args: [account, spender] })
  const [tokens, allowance, permit2Allowance, gas, permit, code] = await Promise.all([
    client.readContract({ ...contract, functionName: 'balanceOf', args: [account] }),
    approvedFor(config.deployment.exchange),
    approvedFor(PERMIT2),
    client.getBalance({ address: account }),
    readPermitTerms(client, { token, chainId, owner: account }),
    client.getCode({ address: account }),
  ])
  const signs = code === undefined || code.startsWith(DELEGATION)
  const bySignature = signs ? { permit2Allowance, ...(permit && { permit }) } : { permit2Allowance: 0n }
  return { tokens, allowance, gas, ...bySignature }
}
