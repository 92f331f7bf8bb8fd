import { describe, expect, it } from 'vitest'
import {
  Action,
  decodeBatch,
  decodeInstruction,
  encodeBatch,
  encodeOrderInstruction,
  type Instruction,
  InstructionError,
  type Order,
  TimeInForce,
} from './instruction.ts'
import { Funding, Side } from './side.ts'
import { type Random, randomOf } from './testing/random.ts'
import { MAX_LOTS, MAX_TICK, toLots, toTick } from './units.ts'

/** Sells 1,500 lots at 2,810 ticks in market 5, written: the example that is also read by hand below. */
const ask: Order = {
  action: TimeInForce.PostOnly,
  side: Side.Ask,
  funding: Funding.Quote,
  slot: 7,
  market: 5,
  tick: toTick(2_810),
  lots: toLots(1_500n),
}

describe('a batch', () => {
  it('holds code, slot, market, tick, lots, levels and deadline of an order', () => {
    // Code: PostOnly 3 in bits 2–4, quote 0 in bit 1, ask 1 in bit 0: 0b01101. 2,810 = 0xafa, 1,500 = 0x5dc.
    expect(encodeBatch([ask])).toBe('0x0d0000000700000005000afa000000000005dc0000000000001c')
  })

  it('takes levels and a deadline into the last six bytes', () => {
    const bounded = { ...ask, maxLevels: 2, deadline: 1_790_000_000 }
    // 1,790,000,000 = 0x6ab13b80.
    expect(encodeBatch([bounded])).toBe('0x0d0000000700000005000afa000000000005dc00026ab13b801c')
  })

  it('holds code and slot alone of a Cancel and a Settle', () => {
    expect(encodeBatch([{ action: Action.Cancel, slot: 7 }])).toBe('0x10000000071c')
    expect(encodeBatch([{ action: Action.Settle, slot: 2 ** 32 - 1 }])).toBe('0x14ffffffff1c')
    expect(encodeBatch([])).toBe('0x1c')
  })

  it('holds the second of a dead man’s switch in place of the slot', () => {
    // CancelAfter 6 in bits 2–4: 0b11000.
    expect(encodeBatch([{ action: Action.CancelAfter, timestamp: 1_790_000_000 }])).toBe('0x186ab13b801c')
    expect(encodeBatch([{ action: Action.CancelAfter, timestamp: 0 }])).toBe('0x18000000001c')
  })

  it('is read back as it was written', () => {
    const random = randomOf(3)
    for (let n = 0; n < 500; n += 1) {
      const batch = Array.from({ length: random.below(6) }, () => anyInstruction(random))
      expect(decodeBatch(encodeBatch(batch))).toEqual(batch)
    }
  })

  it('holds the market and the sequence that it requires', () => {
    // RequireSequence 8 in bits 2–7: 0b100000; market 5, sequence 258.
    expect(encodeBatch([{ action: Action.RequireSequence, forMarket: 5, sequence: 258 }])).toBe(
      '0x200000000500000001021c',
    )
  })

  it('ends at its end, whatever a wallet appends', () => {
    expect(decodeBatch(`${encodeBatch([ask])}1000000001`)).toEqual([ask])
    expect(decodeBatch(encodeBatch([ask]).slice(0, -2) as `0x${string}`)).toEqual([ask])
  })

  it('that is cut short is refused', () => {
    const batch = encodeBatch([ask, ask])
    for (let bytes = 1; bytes < 25; bytes += 1) {
      expect(() => decodeBatch(batch.slice(0, 2 + 50 + 2 * bytes) as typeof batch)).toThrow(InstructionError)
    }
  })
})

describe('an instruction as the contract names it', () => {
  it('is a word of 200 bits', () => {
    expect(decodeInstruction(0x0d0000000700000005000afa000000000005dc000000000000n)).toEqual(ask)
    expect(decodeInstruction(0x10_00000007n << 160n)).toEqual({ action: Action.Cancel, slot: 7 })
    expect(decodeInstruction(0x18_6ab13b80n << 160n)).toEqual({ action: Action.CancelAfter, timestamp: 1_790_000_000 })
    expect(encodeOrderInstruction(ask)).toBe(0x0d0000000700000005000afa000000000005dc000000000000n)
  })

  it('with another action than the eight is refused', () => {
    expect(() => decodeInstruction(7n << 194n)).toThrow('malformed instruction')
    expect(() => decodeInstruction(1n << 199n)).toThrow('malformed instruction')
  })
})

describe('a field', () => {
  it.each([
    [{ slot: -1 }, 'slot must be a whole number from 0 to 4294967295, got -1'],
    [{ slot: 2 ** 32 }, 'slot must be'],
    [{ market: 0 }, 'market must be a whole number from 1 to 4294967295, got 0'],
    [{ tick: 0 as Order['tick'] }, 'tick must be'],
    [{ tick: (MAX_TICK + 1) as Order['tick'] }, 'tick must be a whole number from 1 to 16777214, got 16777215'],
    [{ tick: 1.5 as Order['tick'] }, 'tick must be'],
    [{ lots: 0n as Order['lots'] }, 'lots must be'],
    [{ lots: (MAX_LOTS + 1n) as Order['lots'] }, 'lots must be'],
    [{ maxLevels: 0 }, 'maxLevels must be'],
    [{ maxLevels: 65_536 }, 'maxLevels must be'],
    [{ deadline: 2 ** 32 }, 'deadline must be'],
    [{ deadline: Number.NaN }, 'deadline must be'],
  ])('that does not fit is refused: %o', (change, message) => {
    expect(() => encodeBatch([{ ...ask, ...change }])).toThrow(message)
  })
})

function anyInstruction(random: Random): Instruction {
  const slot = Number(random.bits(32))
  const action = random.pick(Object.values(Action))
  if (action === Action.CancelAfter) return { action, timestamp: slot }
  if (action === Action.RequireSequence)
    return { action, forMarket: 1 + random.below(9), sequence: Number(random.bits(40)) }
  if (action === Action.Cancel || action === Action.Settle) return { action, slot }
  return {
    action,
    side: random.pick([Side.Bid, Side.Ask]),
    funding: random.pick([Funding.Quote, Funding.Token]),
    slot,
    market: 1 + random.below(2 ** 32 - 1),
    tick: toTick(1 + random.below(MAX_TICK)),
    lots: toLots(1n + random.bits(55)),
    ...(random.below(2) && { maxLevels: 1 + random.below(65_535) }),
    ...(random.below(2) && { deadline: 1 + random.below(2 ** 32 - 1) }),
  }
}
