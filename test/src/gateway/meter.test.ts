import { describe, expect, it } from 'vitest'
import {
  GPU_HOUR,
  LATENESS,
  lotsIn,
  meetFault,
  NO_WORK,
  paceOf,
  secondsAt,
  startWork,
  stateOf,
  stopWork,
} from './meter.ts'

describe('work at the gateway', () => {
  it('is counted by the second, from start to stop', () => {
    const working = startWork(NO_WORK, 1_000, 'none')
    expect([stateOf(working, 1_060), secondsAt(working, 1_060)]).toEqual(['working', 60])
    const stopped = stopWork(working, 1_060)
    expect([stateOf(stopped, 2_000), secondsAt(stopped, 2_000)]).toEqual(['idle', 60])
    expect(secondsAt(startWork(stopped, 3_000, 'none'), 3_005)).toBe(65)
  })

  it('started twice is counted once', () => {
    const working = startWork(NO_WORK, 1_000, 'none')
    expect(startWork(working, 1_500, 'none')).toEqual(working)
  })

  it('begins an hour after it was asked for, where machines are late', () => {
    const late = startWork(NO_WORK, 1_000, 'late')
    expect([stateOf(late, 4_599), secondsAt(late, 4_599)]).toEqual(['late', 0])
    expect([stateOf(late, 4_600), secondsAt(late, 4_610)]).toEqual(['working', 10])
    expect(LATENESS).toBe(3_600)
    expect(secondsAt(stopWork(late, 2_000), 9_000)).toBe(0)
  })

  it('rests through an outage and goes on after it', () => {
    const down = meetFault(startWork(NO_WORK, 1_000, 'none'), 1_100, 'outage')
    expect([stateOf(down, 9_000), secondsAt(down, 9_000)]).toEqual(['outage', 100])
    const up = meetFault(down, 9_000, 'none')
    expect([stateOf(up, 9_010), secondsAt(up, 9_010)]).toEqual(['working', 110])
  })

  it('does not begin by the end of an outage if nobody wants it', () => {
    expect(meetFault(meetFault(NO_WORK, 1_000, 'outage'), 2_000, 'none')).toEqual(NO_WORK)
    expect(stateOf(startWork(NO_WORK, 1_000, 'outage'), 1_001)).toBe('outage')
  })
})

describe('machines', () => {
  const december = 31 * 86_400

  it('are eight GPUs each, and deliver an election in half of its month', () => {
    // 372 hours, half a month, of eight GPUs are 2,976 GPU-hours.
    expect(paceOf(GPU_HOUR, 1_000n, december)).toBe(8_000n)
    expect(paceOf(GPU_HOUR, 2_976_000n, december)).toBe(8_000n)
    expect(paceOf(GPU_HOUR, 2_976_001n, december)).toBe(16_000n)
  })

  it('serve 20,000 model tokens a second each, and more of them whoever has more', () => {
    // A million in 50 seconds: 20 lots a second.
    const pace = paceOf('million model tokens', 1_000n, december)
    expect([1, 50].map((seconds) => lotsIn(seconds, pace))).toEqual([20n, 1_000n])
    // Half a month of one machine, and a thousand tokens.
    const twice = paceOf('million model tokens', 20n * 372n * 3_600n + 1n, december)
    expect(lotsIn(50, twice)).toBe(2_000n)
  })

  it('deliver a lot in 0.45 seconds, whole lots alone', () => {
    expect([0, 1, 9, 3_600].map((seconds) => lotsIn(seconds, 8_000n))).toEqual([0n, 2n, 20n, 8_000n])
  })
})
