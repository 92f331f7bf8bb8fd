import { expect, test } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

type Leaf = { path: string; value: unknown }

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

/** Fills a sentence's places, so that it can be read. */
const sentence = (value: unknown): string => (typeof value === 'function' ? value('«1»', '«2»', '«3»') : String(value))

test('both languages have the same entries, none of them empty', () => {
  expect(leaves(zh).map(({ path }) => path)).toEqual(leaves(en).map(({ path }) => path))
  for (const { path, value } of [...leaves(en), ...leaves(zh)]) expect(sentence(value).trim(), path).not.toBe('')
})

test('no English sentence is left in the Chinese dictionary', () => {
  const kept = leaves(zh).filter(({ path, value }) => {
    const english = leaves(en).find((leaf) => leaf.path === path)
    return sentence(english?.value) === sentence(value) && / [a-z]{3,} /.test(sentence(value))
  })
  expect(kept).toEqual([])
})

test('nobody has to claim anything', () => {
  for (const { path, value } of leaves(en)) expect(sentence(value).toLowerCase(), path).not.toContain('claim')
})
