import { readFileSync, writeFileSync } from 'node:fs'

/** A number as people read it: 12,345. */
export const number = (value: number): string => value.toLocaleString('en-US')

/**
 * A file's text with another table between `<!-- marker -->` and `<!-- /marker -->`.
 *
 * @throws if the file has no such place.
 */
export function withTable(
  file: string,
  marker: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): { text: string; changed: boolean } {
  const text = readFileSync(file, 'utf8')
  const place = new RegExp(`(<!-- ${marker} -->\n)[\\s\\S]*?(<!-- /${marker} -->)`)
  if (!place.test(text)) throw new Error(`${file} has no <!-- ${marker} --> … <!-- /${marker} -->.`)
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  const table = `${line(head)}|${head.map(() => '---').join('|')}|\n${rows.map(line).join('')}`
  const next = text.replace(place, (_, open: string, close: string) => open + table + close)
  return { text: next, changed: next !== text }
}

/** Writes a table into a file. */
export function insertTable(...place: Parameters<typeof withTable>): void {
  writeFileSync(place[0], withTable(...place).text)
}
