import { describe, expect, test } from 'vitest'
import { planFunding } from './plan.ts'

const none = { held: 0n, allowance: 0n, free: 0n, unsettled: 0n }

describe('how tokens come to a contract', () => {
  test('from the wallet alone, nothing is withdrawn', () => {
    expect(planFunding(5n, { ...none, held: 5n })).toEqual({
      settles: false,
      withdraws: 0n,
      approves: true,
      missing: 0n,
    })
  })

  test('only what the wallet lacks is withdrawn', () => {
    expect(planFunding(5n, { ...none, held: 2n, free: 10n }).withdraws).toBe(3n)
  })

  test('filled orders are credited only if the free balance does not suffice', () => {
    expect(planFunding(5n, { ...none, free: 5n, unsettled: 9n }).settles).toBe(false)
    expect(planFunding(6n, { ...none, free: 5n, unsettled: 9n })).toMatchObject({ settles: true, withdraws: 6n })
  })

  test('APPROVE: an allowance of exactly the amount needs no approval', () => {
    expect(planFunding(5n, { ...none, held: 5n, allowance: 5n }).approves).toBe(false)
    expect(planFunding(5n, { ...none, held: 5n, allowance: 4n }).approves).toBe(true)
  })

  test('what nobody has is missing', () => {
    expect(planFunding(9n, { ...none, held: 2n, free: 3n, unsettled: 1n })).toMatchObject({
      withdraws: 4n,
      missing: 3n,
    })
  })
})
