/** What travels for a row: bigints become decimal strings, all else stays. */
export type Wired<Row> = Row extends bigint
  ? string
  : Row extends number
    ? number
    : Row extends readonly (infer Item)[]
      ? Wired<Item>[]
      : Row extends object
        ? { [Field in keyof Row]: Wired<Row[Field]> }
        : Row

/** Makes a row of plain values fit to travel. */
export function wired<Row>(row: Row): Wired<Row> {
  return convert(row) as Wired<Row>
}

function convert(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(convert)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, convert(each)]))
}
