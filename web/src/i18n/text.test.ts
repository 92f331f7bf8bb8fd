import { expect, test } from 'vitest'
import type { Bilingual } from './bilingual.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** The first load's words, and those of each part that is loaded by itself. */
const parts = Object.values(import.meta.glob<Record<string, Bilingual<object>>>('../**/words.ts', { eager: true }))
const dictionaries: Bilingual<object>[] = [{ en, zh }, ...parts.flatMap((part) => Object.values(part))]

type Leaf = { path: string; value: unknown }

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

/** Fills a sentence's places, so that it can be read. */
const sentence = (value: unknown): string => (typeof value === 'function' ? value('«1»', '«2»', '«3»') : String(value))

test('both languages have the same entries, none of them empty', () => {
  expect(dictionaries.length).toBeGreaterThan(1)
  for (const { en, zh } of dictionaries) {
    expect(leaves(zh).map(({ path }) => path)).toEqual(leaves(en).map(({ path }) => path))
    for (const { path, value } of [...leaves(en), ...leaves(zh)]) expect(sentence(value).trim(), path).not.toBe('')
  }
})

test('no English sentence is left in the Chinese dictionary', () => {
  const kept = dictionaries.flatMap(({ en, zh }) => {
    const english = new Map(leaves(en).map(({ path, value }) => [path, sentence(value)]))
    return leaves(zh).filter(
      ({ path, value }) => english.get(path) === sentence(value) && / [a-z]{3,} /.test(sentence(value)),
    )
  })
  expect(kept).toEqual([])
})

test('nobody who trades has to claim anything', () => {
  for (const { path, value } of leaves(en)) expect(sentence(value).toLowerCase(), path).not.toContain('claim')
})
