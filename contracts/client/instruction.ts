import { type Hex, hexToBigInt, size, slice, toHex } from 'viem'
import { type Funding, fundingOf, type Side, sideOf, type Terms, termsOf } from './side.ts'
import { type Lots, MAX_LOTS, MAX_TICK, type Tick } from './units.ts'

/** What an instruction asks for. The value is the contract's `Action`. */
export const Action = {
  /** Takes what crosses, rests what is left. */
  GoodTilCancelled: 0,
  /** Takes what crosses, drops what is left; leaves the slot alone. */
  ImmediateOrCancel: 1,
  /** Takes all its lots or nothing; leaves the slot alone. */
  FillOrKill: 2,
  /** Rests in full or not at all. */
  PostOnly: 3,
  /** Settles what was filled, refunds the rest, frees the slot. */
  Cancel: 4,
  /** Credits what was filled; the rest keeps resting. */
  Settle: 5,
  /** Sets the owner's dead man's switch. */
  CancelAfter: 6,
  /** The batch reverts unless nothing has been taken on a market since a sequence. */
  RequireSequence: 8,
} as const
export type Action = (typeof Action)[keyof typeof Action]

/** How long an order lives. The value is the contract's `TimeInForce`, and that of the {@link Action}. */
export const TimeInForce = {
  GoodTilCancelled: Action.GoodTilCancelled,
  ImmediateOrCancel: Action.ImmediateOrCancel,
  FillOrKill: Action.FillOrKill,
  PostOnly: Action.PostOnly,
} as const
export type TimeInForce = (typeof TimeInForce)[keyof typeof TimeInForce]

/** An order to place. */
export type Order = {
  action: TimeInForce
  side: Side
  funding: Funding
  /** The owner's slot for what rests; an order that stands there is replaced. */
  slot: number
  /** Id of the market. */
  market: number
  /** Worst price accepted. */
  tick: Tick
  lots: Lots
  /** Most price levels to take from; absent for 65,535. */
  maxLevels?: number
  /** Last second at which it may be executed, Unix seconds; absent for none. */
  deadline?: number
}

/** Something done to the order in a slot of the caller. */
export type SlotWork = {
  action: typeof Action.Cancel | typeof Action.Settle
  slot: number
}

/** Sets from when on anyone may cancel the owner's orders: a heartbeat pushes it on with every batch. */
export type CancelAfter = {
  action: typeof Action.CancelAfter
  /** Unix seconds of the chain's clock; 0 for never. */
  timestamp: number
}

/** Makes the batch depend on what was seen: what is behind it happens only if nothing has been taken on the market since. */
export type RequireSequence = {
  action: typeof Action.RequireSequence
  forMarket: number
  /** The market's sequence, as its events and `marketOf` have it. */
  sequence: number
}

/** One instruction of a batch. */
export type Instruction = Order | SlotWork | CancelAfter | RequireSequence

/** Thrown when a field does not fit its bits, or bits mean nothing. */
export class InstructionError extends RangeError {
  override name = 'InstructionError'
}

const ORDER_BYTES = 25
const SHORT_BYTES = 5
const SEQUENCE_BYTES = 10
const UINT32 = 2 ** 32 - 1
const UINT40 = 2 ** 40 - 1
const UINT16 = 2 ** 16 - 1

/** The contract's `Action.End`: it ends a batch, so that what a wallet appends to the calldata is not read as instructions. */
const END_ACTION = 7
const END = (END_ACTION << 2).toString(16)

/**
 * What stands behind the selector of `executePacked`: instructions one after another, 25 bytes for an order, 5 for the others, and one byte
 * for the end.
 *
 * @throws {@link InstructionError} naming the field and its bounds.
 */
export const encodeBatch = (instructions: readonly Instruction[]): Hex => `0x${instructions.map(encode).join('')}${END}`

/** Reads a batch, up to its end. @throws {@link InstructionError} if it is cut short, or bits mean nothing. */
export function decodeBatch(batch: Hex): Instruction[] {
  const instructions: Instruction[] = []
  for (let offset = 0; offset < size(batch); ) {
    const action = Number(slice(batch, offset, offset + 1)) >> 2
    if (action === END_ACTION) break
    const length = lengthOf(action)
    if (offset + length > size(batch)) throw new InstructionError(`instruction at byte ${offset} is cut short`)
    const bytes = hexToBigInt(slice(batch, offset, offset + length))
    instructions.push(decodeInstruction(bytes << BigInt(8 * (ORDER_BYTES - length))))
    offset += length
  }
  return instructions
}

/**
 * Reads one instruction as the contract names it in events and errors: a word of 200 bits.
 *
 * In a Cancel, Settle or CancelAfter the last 160 bits have no meaning.
 *
 * @throws {@link InstructionError} if the action is none.
 */
export function decodeInstruction(word: bigint): Instruction {
  const action = Number(word >> 194n)
  if (action > Action.CancelAfter && action !== Action.RequireSequence)
    throw new InstructionError(`malformed instruction ${toHex(word)}`)
  const field = (shift: bigint, maximum: number): number => Number((word >> shift) & BigInt(maximum))
  const slot = field(160n, UINT32)
  if (action === Action.CancelAfter) return { action, timestamp: slot }
  if (action === Action.RequireSequence) return { action, forMarket: slot, sequence: field(120n, UINT40) }
  if (action === Action.Cancel || action === Action.Settle) return { action, slot }

  const terms = field(192n, 3) as Terms
  const maxLevels = field(32n, UINT16)
  const deadline = field(0n, UINT32)
  return {
    action: action as TimeInForce,
    side: sideOf(terms),
    funding: fundingOf(terms),
    slot,
    market: field(128n, UINT32),
    tick: field(104n, 2 ** 24 - 1) as Tick,
    lots: ((word >> 48n) & MAX_LOTS) as Lots,
    ...(maxLevels && { maxLevels }),
    ...(deadline && { deadline }),
  }
}

/**
 * One order as a word of 200 bits, as legs are given.
 *
 * @throws {@link InstructionError} naming the field and its bounds.
 */
export const encodeOrderInstruction = (order: Order): bigint => BigInt(`0x${encode(order)}`)

/** True for an order, which may take or rest; false for what is done to a slot or to the account. */
export const isOrder = (instruction: Instruction): instruction is Order => 'market' in instruction

function lengthOf(action: number): number {
  if (action < Action.Cancel) return ORDER_BYTES
  return action === Action.RequireSequence ? SEQUENCE_BYTES : SHORT_BYTES
}

/** Hexadecimal digits of one instruction. */
function encode(instruction: Instruction): string {
  if (instruction.action === Action.CancelAfter) {
    return code(instruction.action) + digits('timestamp', instruction.timestamp, 4, 0, UINT32)
  }
  if (instruction.action === Action.RequireSequence) {
    const { action, forMarket, sequence } = instruction
    return code(action) + digits('forMarket', forMarket, 4, 1, UINT32) + digits('sequence', sequence, 5, 0, UINT40)
  }
  const slot = digits('slot', instruction.slot, 4, 0, UINT32)
  if (!isOrder(instruction)) return code(instruction.action) + slot

  const { action, side, funding, market, tick, lots, maxLevels, deadline } = instruction
  return (
    code(action, termsOf(side, funding)) +
    slot +
    digits('market', market, 4, 1, UINT32) +
    digits('tick', tick, 3, 1, MAX_TICK) +
    digits('lots', lots, 7, 1n, MAX_LOTS) +
    (maxLevels === undefined ? '0000' : digits('maxLevels', maxLevels, 2, 1, UINT16)) +
    (deadline === undefined ? '00000000' : digits('deadline', deadline, 4, 1, UINT32))
  )
}

const code = (action: Action, terms: Terms = 0): string => ((action << 2) | terms).toString(16).padStart(2, '0')

function digits<Value extends number | bigint>(
  field: string,
  value: Value,
  bytes: number,
  minimum: Value,
  maximum: Value,
): string {
  if ((typeof value === 'number' && !Number.isInteger(value)) || value < minimum || value > maximum) {
    throw new InstructionError(`${field} must be a whole number from ${minimum} to ${maximum}, got ${value}`)
  }
  return value.toString(16).padStart(2 * bytes, '0')
}
