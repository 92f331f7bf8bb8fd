import { getBlock } from 'viem/actions'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { advanceTo } from '../chain/advance.ts'
import { type Anvil, startAnvil } from '../chain/anvil.ts'
import { freePort } from '../ports.ts'
import type { Floor } from './floor.ts'
import { historyTimes, writeHistory } from './history.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

describe('the days of a history', () => {
  const TODAY = 20_800
  const EVENING = TODAY * DAY + 20 * HOUR + 5 * 60
  /** Blocks that a day's duties fill, a second each. */
  const DUTIES = 3
  /** The months are listed so long before their first block, in a block of their own. */
  const LISTING = 20
  const nobody: Floor = {
    fund: async () => {},
    refresh: async () => {},
    round: async () => [],
    refused: async () => {},
  }

  let anvil: Anvil
  let lived: number[]

  beforeEach(async () => {
    anvil = await startAnvil({ port: await freePort(), timestamp: EVENING - 5 * 60 })
    await anvil.client.steer('evm_setAutomine', false)
    lived = []
  })

  afterEach(() => anvil.stop())

  const mineAt = async (time: number): Promise<void> => {
    await advanceTo(anvil.client, time)
    await anvil.client.steer('evm_mine')
  }

  const write = (times: readonly number[]): Promise<void> =>
    writeHistory({
      rpcUrl: anvil.rpcUrl,
      floor: nobody,
      times,
      due: (until) => (until >= EVENING && lived.length === 0 ? [TODAY] : []),
      onMonth: (time) => mineAt(time - LISTING),
      onDay: async (day) => {
        lived.push(day)
        for (let n = 0; n < DUTIES; n++) {
          await mineAt(EVENING)
        }
      },
    })

  const blockTimes = async (): Promise<number[]> => {
    const { number: head } = await getBlock(anvil.client)
    const blocks = Array.from({ length: Number(head) }, (_, n) =>
      getBlock(anvil.client, { blockNumber: BigInt(n + 1) }),
    )
    return (await Promise.all(blocks)).map(({ timestamp }) => Number(timestamp))
  }

  it('are lived also between the head before it and its first block', async () => {
    await write([EVENING + HOUR / 2, EVENING + HOUR])
    expect(lived).toEqual([TODAY])
    const [first, ...times] = await blockTimes()
    expect(first).toBe(EVENING)
    expect(times.slice(DUTIES - 1)).toEqual([EVENING + HOUR / 2 - LISTING, EVENING + HOUR / 2, EVENING + HOUR])
  })

  it('may take longer than the next block is away', async () => {
    await write([EVENING - 60, EVENING, EVENING + 60])
    expect(lived).toEqual([TODAY])
    const times = await blockTimes()
    expect(times.length).toBe(1 + 3 + DUTIES)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBe(EVENING + 60)
  })
})

describe('the blocks of a history', () => {
  it('stand between its ends, ever closer towards now', () => {
    const times = historyTimes(1_000_000, 1_000_000 + 3 * DAY)
    // Half an hour apart for two days, five minutes for 23 hours, one minute in the last; neither end is among them.
    expect(times).toHaveLength(2 * 48 + 23 * 12 + 60 - 1)
    expect(times[0]).toBe(1_000_000 + 30 * 60)
    expect(times.at(-1)).toBe(1_000_000 + 3 * DAY - 60)
    expect(times.every((time, n) => n === 0 || time > (times[n - 1] ?? 0))).toBe(true)
  })

  it('are none where there is no time between', () => {
    expect(historyTimes(5, 5)).toEqual([])
    expect(historyTimes(5, 60)).toEqual([])
  })
})
