import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './process.ts'

type Manifest = { name: string; version?: string; private?: boolean }

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'))

it('the version is written once, at the root', () => {
  expect(manifestOf('.').version).toMatch(/^\d+\.\d+\.\d+$/)
  for (const folder of ['contracts', 'indexer', 'web', 'test']) {
    const { name, version, private: unpublished } = manifestOf(folder)
    // A package that is published needs a version of its own.
    if (unpublished) expect({ name, version }).toEqual({ name, version: undefined })
  }
})
