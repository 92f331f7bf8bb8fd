import { describe, expect, it } from 'vitest'
import { Funding, Side } from './side.ts'
import { type Random, randomOf } from './testing/random.ts'
import {
  decodeActor,
  decodeChange,
  decodeLevel,
  decodeOrder,
  encodeActor,
  encodeChange,
  encodeLevel,
  encodeOrder,
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
  const word = BigInt('0x00000005_000afa_000000000005dc_00000000000bb8_00000004_00000000000009'.replaceAll('_', ''))

  it('is market, tick, lots, open, epoch and detail', () => {
    expect(decodeChange(word)).toEqual({ market: 5, tick: 2_810, lots: 1_500n, open: 3_000n, epoch: 4, detail: 9n })
  })
})

describe('an order', () => {
  const word = BigInt('0x000000000005dc_00000000000bb8_00000002_00000004_000afa_00000005_000001'.replaceAll('_', ''))

  it('is lots, start, index, epoch, tick, market, funding and side', () => {
    expect(decodeOrder(word)).toEqual({
      lots: 1_500n,
      start: 3_000n,
      index: 2,
      epoch: 4,
      tick: 2_810,
      market: 5,
      side: Side.Ask,
      funding: Funding.Quote,
    })
  })
})

describe('a level', () => {
  const word = BigInt('0x000000000005dc_00000000000bb8_00000000001194_00000003_00000004_000002'.replaceAll('_', ''))

  it('is open, filled, placed, count, epoch and hole', () => {
    expect(decodeLevel(word)).toEqual({ open: 1_500n, filled: 3_000n, placed: 4_500n, count: 3, epoch: 4, hole: 2 })
  })
})

describe('any word', () => {
  const withoutReserved = (word: bigint, reserved: bigint): bigint => word & ~reserved
  /** Bits 2–23 mean nothing in an actor and an order. */
  const LOW = 0xfffffcn

  it.each([
    ['actor', (word: bigint) => encodeActor(decodeActor(word)), LOW],
    ['change', (word: bigint) => encodeChange(decodeChange(word)), 0n],
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
