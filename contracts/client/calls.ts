import {
  type Abi,
  type Address,
  type ContractFunctionName,
  type ContractFunctionParameters,
  concatHex,
  encodeFunctionData,
  type Hex,
} from 'viem'
import { exchangeAbi } from './abi.ts'
import { encodeBatch, type Instruction, type Order } from './instruction.ts'
import type { Lots } from './units.ts'
import { usdcAbi } from './usdc.ts'

// Calls as viem's `simulateContract`, `writeContract`, `readContract` and `multicall` take them: what is called is decided here, who
// signs, simulates and waits is the caller's.

/** Takes what crosses, then rests what is left if the order's time in force says so. */
export const place = (exchange: Address, order: Order) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'place',
    args: [requestOf(order)],
  }) as const

/** What {@link place} would take now, to the last unit. */
export const previewTake = (exchange: Address, order: Order) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'previewTake',
    args: [requestOf(order)],
  }) as const

/** Executes a batch in order; instructions that the market has moved away from are skipped. */
export const execute = (exchange: Address, instructions: readonly Instruction[]) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'executePacked',
    // The instructions stand behind the selector, without ABI encoding around them.
    dataSuffix: encodeBatch(instructions),
  }) as const

/**
 * Executes a batch as far as it can: what the market or a balance does not allow is skipped, with its reason in an event, and the rest goes on. What is
 * malformed still reverts. Each instruction has to be covered by itself: put orders behind the cancels that pay for them.
 *
 * @param owner - The caller, or an account that has given the caller a session key.
 */
export const executeBestEffort = (exchange: Address, owner: Address, instructions: readonly Instruction[]) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'executeBestEffort',
    dataSuffix: concatHex([owner, encodeBatch(instructions)]),
  }) as const

/** Cancels the caller's orders: settles what was filled, refunds the rest. */
export const cancel = (exchange: Address, slots: readonly number[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'cancel', args: [slots] }) as const

/** Credits what was filled of an owner's orders to the owner. */
export const settle = (exchange: Address, owner: Address, slots: readonly number[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'settle', args: [owner, slots] }) as const

/** Cancels orders of another account, to which the funds go: past its dead man's switch, or once their market has ended. */
export const cancelFor = (exchange: Address, owner: Address, slots: readonly number[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'cancelFor', args: [owner, slots] }) as const

/** Sets the caller's dead man's switch. @param timestamp - From when on anyone may cancel its orders, Unix seconds; 0 for never. */
export const setCancelAfter = (exchange: Address, timestamp: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'setCancelAfter', args: [timestamp] }) as const

/** From when on anyone may cancel an account's orders, Unix seconds; 0 for never. */
export const cancelAfterOf = (exchange: Address, owner: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'cancelAfterOf', args: [owner] }) as const

/** What stands in slots of an owner, filled lots included. */
export const ordersOf = (exchange: Address, owner: Address, slots: readonly number[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'ordersOf', args: [owner, slots] }) as const

/** Free balance of an account, base units. Filled lots count once they are settled. */
export const balanceOf = (exchange: Address, account: Address, asset: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'balanceOf', args: [account, asset] }) as const

/** Makes complete sets: cap × lots become LONG and SHORT. */
export const split = (exchange: Address, market: number, lots: Lots) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'split', args: [market, lots] }) as const

/** Gives complete sets back: LONG and SHORT become cap × lots. */
export const merge = (exchange: Address, market: number, lots: Lots) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'merge', args: [market, lots] }) as const

/** Pays out LONG and SHORT of a settled series from the caller's free balance. */
export const redeem = (exchange: Address, market: number, { long, short }: { long: Lots; short: Lots }) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'redeem', args: [market, long, short] }) as const

/** Moves the caller's tokens into the free balance of `to`; a token that is not of a series must be approved first. */
export const deposit = (exchange: Address, { asset, amount, to }: Transfer) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'deposit', args: [asset, amount, to] }) as const

/** Moves free balance of the caller out to `to`. */
export const withdraw = (exchange: Address, { asset, amount, to }: Transfer) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'withdraw', args: [asset, amount, to] }) as const

/** Lets `spender` take exactly `amount` of the caller's token. */
export const approve = (token: Address, spender: Address, amount: bigint) =>
  ({ address: token, abi: usdcAbi, functionName: 'approve', args: [spender, amount] }) as const

type Transfer = {
  /** Id in the ledger. */
  asset: number
  /** Base units of the asset. */
  amount: bigint
  to: Address
}

/** An order as `place` takes it, where 0 stands for none. */
function requestOf({ action, maxLevels = 0, deadline = 0, ...order }: Order) {
  return { ...order, timeInForce: action, maxLevels, deadline }
}

/** Calls of the exchange as one transaction: all happen, or none. A deposit may pay for the order behind it. */
export const multicall = (exchange: Address, calls: readonly WriteCall[]) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'multicall', args: [calls.map(calldataOf)] }) as const

/** A call that changes something, as bytes. */
export const calldataOf = (call: WriteCall): Hex => concatHex([encodeFunctionData(call), call.dataSuffix ?? '0x'])

/** Any call that changes something. */
export type WriteCall = ContractFunctionParameters<Abi, 'nonpayable', ContractFunctionName<Abi, 'nonpayable'>> & {
  dataSuffix?: Hex
}
