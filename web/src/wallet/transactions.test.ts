import { expect, test } from 'vitest'
import { createTransactions, type Transaction } from './transactions.ts'

function memory() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}

const transaction = (change: Partial<Transaction>): Transaction => ({
  id: 'a',
  account: '0x1',
  summary: 'Buy 10 H100Z26',
  status: 'pending',
  hash: '0xab',
  sentAt: 1,
  block: null,
  detail: null,
  slots: [0],
  ...change,
})

test('what has a hash survives a reload; what was never sent does not', () => {
  const storage = memory()
  const before = createTransactions('31337.0xab', storage)
  before.put(transaction({}))
  before.put(transaction({ id: 'b', status: 'signing', hash: null }))
  const after = createTransactions('31337.0xab', storage)
  expect(after.all().map(({ id }) => id)).toEqual(['a'])
})

test('another chain has another list', () => {
  const storage = memory()
  createTransactions('31337.0xab', storage).put(transaction({}))
  expect(createTransactions('31337.0xcd', storage).all()).toEqual([])
})

test('a step replaces the entry, the newest write comes first', () => {
  const list = createTransactions('x', memory())
  list.put(transaction({}))
  list.put(transaction({ id: 'b' }))
  list.put(transaction({ status: 'confirmed' }))
  expect(list.all().map(({ id, status }) => [id, status])).toEqual([
    ['b', 'pending'],
    ['a', 'confirmed'],
  ])
})

test('clearing keeps what is under way', () => {
  const list = createTransactions('x', memory())
  list.put(transaction({ id: 'done', status: 'confirmed' }))
  list.put(transaction({}))
  list.clear()
  expect(list.all().map(({ id }) => id)).toEqual(['a'])
})

test('a broken storage is an empty list', () => {
  expect(createTransactions('x', { getItem: () => '{', setItem: () => {} }).all()).toEqual([])
})
