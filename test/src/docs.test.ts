import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './process.ts'

/** Documents at the root and in docs/, by their paths from the root. */
const DOCUMENTS = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
)

const FOLDERS = 'contracts|indexer|web|test|docs'

/** Built or written on the reader's own machine. */
const GENERATED = /^web\/dist|^contracts\/(out|cache)/

/** Paths of the repository that a text names in backticks: `folder/…`. */
function namedFiles(text: string): string[] {
  const quoted = [...text.matchAll(new RegExp(`\`((?:${FOLDERS})/[\\w./-]+)\``, 'g'))].map(([, file = '']) => file)
  return quoted.filter((file) => !GENERATED.test(file))
}

/** Files that a text links to, from the folder of its document. */
function linkedFiles(text: string, folder: string): string[] {
  return [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, file = '']) => path.join(folder, file))
}

it.each(DOCUMENTS)('%s names only files that exist', (document) => {
  const text = readFileSync(path.join(ROOT, document), 'utf8')
  const files = [...namedFiles(text), ...linkedFiles(text, path.dirname(document))]
  expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
})

it('the architecture walks an order and a fill through real files', () => {
  const text = readFileSync(path.join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8')
  for (const walk of ["An order's walk", "A fill's walk"]) {
    const section = text.split(`## ${walk}\n`)[1]?.split('\n## ')[0] ?? ''
    expect(namedFiles(section).length, walk).toBeGreaterThanOrEqual(10)
  }
})
