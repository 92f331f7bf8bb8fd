import { describe, expect, it } from 'vitest'
import { type Measures, readSigns } from '../../src/market/monitor.ts'

/** A credit that nobody doubts. */
const CALM: Measures = {
  ...{ price: 2_400_000n, fair: 2_500_000n, bond: 250_000n, owed: 1_000_000n, queued: 500n, capacity: 10_000n },
}
const look = (changes: Partial<Measures>) => readSigns({ ...CALM, ...changes })

describe('signs of a run', () => {
  it('are none while price, bond and deliveries hold', () => {
    expect(look({})).toEqual({ dropBp: 400, coverageBp: 2_500, queueBp: 500, signs: [], level: 'calm' })
  })

  it.each([
    // 15 % and 30 % of 2.500
    ['drop', 'watch', { price: 2_125_000n }, { price: 2_125_251n }],
    ['drop', 'warning', { price: 1_750_000n }, { price: 1_750_251n }],
    ['coverage', 'watch', { bond: 181_799n }, { bond: 181_800n }],
    ['coverage', 'warning', { bond: 149_999n }, { bond: 150_000n }],
    ['queue', 'watch', { queued: 7_500n }, { queued: 7_499n }],
    ['queue', 'warning', { queued: 10_000n }, { queued: 9_999n }],
  ] as const)('%s reaches %s at its threshold and not before', (sign, level, reached, before) => {
    expect(look(reached)).toMatchObject({ signs: [sign], level })
    expect(look(before).level).not.toBe(level)
  })

  it('warns when two are beyond their first threshold', () => {
    const { signs, level } = look({ price: 2_125_000n, queued: 7_500n })
    expect({ signs, level }).toEqual({ signs: ['drop', 'queue'], level: 'warning' })
  })

  it('warns when somebody waits and nothing is delivered', () => {
    expect(look({ capacity: 0n })).toMatchObject({ queueBp: null, signs: ['queue'], level: 'warning' })
    expect(look({ capacity: 0n, queued: 0n }), 'nobody waits').toMatchObject({ signs: [], level: 'calm' })
  })

  it('says nothing of what it does not know', () => {
    const unknown = look({ price: null, fair: null, owed: 0n, capacity: null })
    expect(unknown).toEqual({ dropBp: null, coverageBp: null, queueBp: null, signs: [], level: 'calm' })
  })

  it('rounds down, also above fair', () => {
    // (2.5 − 2.500001) ÷ 2.5 is −0.004 bp.
    expect(look({ price: 2_500_001n }).dropBp).toBe(-1)
  })
})
