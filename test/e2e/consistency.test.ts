import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from '../src/stack.ts'
import { verify } from '../src/verify/compare.ts'

/** Hours of trading behind the market, in days. */
const HISTORY = 0.25
/** Times that the living market is compared, each some blocks after the one before. */
const ROUNDS = 3
const BLOCKS_BETWEEN = 5
const PATIENCE = 60_000

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ actors: true, historyDays: HISTORY })
})

afterAll(() => stack?.stop())

test('while actors trade, the API lists the fills that the logs tell and the books that the contract has', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { block, fills, levels, differences } = await verify(stack)
    console.log(`Block ${block}: ${fills} fills and ${levels} price levels compared`)
    expect(differences).toEqual([])
    expect(fills).toBeGreaterThan(0)
    expect(levels).toBeGreaterThan(0)
    await expect
      .poll(() => indexed(stack), { timeout: PATIENCE, interval: 200 })
      .toBeGreaterThan(block + BLOCKS_BETWEEN)
  }
})

async function indexed({ apiUrl }: Stack): Promise<number> {
  const response = await fetch(`${apiUrl}/v1/status`)
  return ((await response.json()) as { data: { indexed: number } }).data.indexed
}
