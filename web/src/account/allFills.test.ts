import { expect, test } from 'vitest'
import type { Rest } from '../indexer/rest.ts'
import { allFills } from './allFills.ts'

const fill = (id: number) => ({ id })

test('reads page after page until there is none before, oldest first', async () => {
  const asked: string[] = []
  const answers: Record<string, unknown> = {
    '/v1/accounts/0xa/fills?limit=1000': { data: [fill(5), fill(6)], next: 'b+5' },
    '/v1/accounts/0xa/fills?limit=1000&before=b%2B5': { data: [fill(3), fill(4)], next: 'b3' },
    '/v1/accounts/0xa/fills?limit=1000&before=b3': { data: [fill(2)], next: null },
  }
  const rest = (async (path: string) => {
    asked.push(path)
    return answers[path]
  }) as Rest
  expect((await allFills(rest, '0xa')).map(({ id }) => id)).toEqual([2, 3, 4, 5, 6])
  expect(asked).toHaveLength(3)
})

test('gives nothing rather than a part', async () => {
  const rest = (async (path: string) => {
    if (path.includes('before')) throw new Error('gone')
    return { data: [fill(2)], next: 'b2' }
  }) as Rest
  await expect(allFills(rest, '0xa')).rejects.toThrow('gone')
})
