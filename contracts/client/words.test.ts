import { describe, expect, it } from 'vitest'
import { Funding, Side } from './side.ts'
import { type Random, randomOf } from './testing/random.ts'
import {
  decodeActor,
  decodeLevel,
  decodeOrder,
  decodeOrderChange,
  decodeTake,
  decodeTakenChange,
  encodeActor,
  encodeLevel,
  encodeOrder,
  encodeOrderChange,
  encodeTakenChange,
} from './words.ts'

// Every word below is written by hand from the bit layout in contracts/src/types, a field at a time.

describe('an actor', () => {
  const word = BigInt('0x00000000000000000000000000000000000a11ce_00000007_0000000102_000003'.replaceAll('_', ''))

  it('is owner, slot, sequence, funding and side', () => {
    expect(decodeActor(word)).toEqual({
      owner: '0x00000000000000000000000000000000000a11ce',
      slot: 7,
      sequence: 0x102,
      side: Side.Ask,
      funding: Funding.Token,
    })
  })

  it('is written as it is read', () => expect(encodeActor(decodeActor(word))).toBe(word))
})

describe('a change', () => {
  const level = { market: 5, tick: 2_810, lots: 1_500n, open: 3_000n, epoch: 4 }

  it('of an order is market, tick, lots, open, epoch and index', () => {
    const word = BigInt('0x00000005_000afa_000000000005dc_00000000000bb8_00000004_00000009_000003'.replaceAll('_', ''))
    expect(decodeOrderChange(word)).toEqual({ ...level, index: 9 })
  })

  it('of a level taken from ends with the fee', () => {
    const word = BigInt('0x00000005_000afa_000000000005dc_00000000000bb8_00000004_0000000000034b'.replaceAll('_', ''))
    expect(decodeTakenChange(word)).toEqual({ ...level, fee: 843n })
  })

  it('of a take is one for each level, whichever event says so', () => {
    const taker = BigInt('0x00000000000000000000000000000000000a11ce_00000007_0000000102_000003'.replaceAll('_', ''))
    const near = BigInt('0x00000005_000afa_000000000005dc_00000000000bb8_00000004_0000000000034b'.replaceAll('_', ''))
    const far = BigInt('0x00000005_000afb_00000000000001_00000000000002_00000003_00000000000000'.replaceAll('_', ''))
    const one = decodeTake({ eventName: 'LevelTaken', args: { actor: taker, change: near } })
    expect(one.changes).toEqual([{ ...level, fee: 843n }])
    const several = decodeTake({ eventName: 'LevelsTaken', args: { actor: taker, changes: [near, far] } })
    expect(several.actor).toEqual(one.actor)
    expect(several.changes).toEqual([
      { ...level, fee: 843n },
      { market: 5, tick: 2_811, lots: 1n, open: 2n, epoch: 3, fee: 0n },
    ])
  })
})

describe('an order', () => {
  const word = BigInt('0x00000005_000afa_000000000005dc_00000000000bb8_00000004_00000002_000001'.replaceAll('_', ''))

  it('is market, tick, lots, start, epoch, index, funding and side', () => {
    expect(decodeOrder(word)).toEqual({
      market: 5,
      tick: 2_810,
      lots: 1_500n,
      start: 3_000n,
      epoch: 4,
      index: 2,
      side: Side.Ask,
      funding: Funding.Quote,
    })
  })
})

describe('a level', () => {
  const word = BigInt('0x000000000005dc_00000000000bb8_00000000001194_00000004_00000003_000002'.replaceAll('_', ''))

  it('is open, filled, placed, epoch, count and hole', () => {
    expect(decodeLevel(word)).toEqual({ open: 1_500n, filled: 3_000n, placed: 4_500n, epoch: 4, count: 3, hole: 2 })
  })
})

describe('any word', () => {
  const withoutReserved = (word: bigint, reserved: bigint): bigint => word & ~reserved
  /** Bits 2–23 mean nothing in an actor and an order. */
  const LOW = 0xfffffcn

  it.each([
    ['actor', (word: bigint) => encodeActor(decodeActor(word)), LOW],
    ['order change', (word: bigint) => encodeOrderChange(decodeOrderChange(word)), 0xffffffn],
    ['taken change', (word: bigint) => encodeTakenChange(decodeTakenChange(word)), 0n],
    ['order', (word: bigint) => encodeOrder(decodeOrder(word)), LOW],
    ['level', (word: bigint) => encodeLevel(decodeLevel(word)), 0n],
  ])('of an %s is written as it is read, at every edge of its fields', (_, roundTrip, reserved) => {
    for (const word of edges(randomOf(4))) {
      const meaningful = withoutReserved(word, reserved)
      expect(roundTrip(meaningful)).toBe(meaningful)
    }
  })
})

/** All bits, no bit, each bit alone, and 500 at random. */
function edges(random: Random): bigint[] {
  const single = Array.from({ length: 256 }, (_, bit) => 1n << BigInt(bit))
  return [0n, 2n ** 256n - 1n, ...single, ...Array.from({ length: 500 }, () => random.bits(256))]
}
