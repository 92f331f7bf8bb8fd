/** Numbers that are the same at every run of a seed. */
export type Random = {
  /** 0 (inclusive) to 1 (exclusive). */
  fraction: () => number
  /** A whole number of 0 … `limit` − 1. */
  below: (limit: number) => number
  /** A whole number of `count` bits. */
  bits: (count: number) => bigint
  pick: <Item>(items: readonly Item[]) => Item
}

/** Mulberry32: small, fast, well mixed; no source of secrets. */
export function randomOf(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const fraction = (): number => next() / 2 ** 32
  const below = (limit: number): number => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    bits: (count) => {
      let value = 0n
      for (let bit = 0; bit < count; bit += 32) value = (value << 32n) | BigInt(next())
      return value & ((1n << BigInt(count)) - 1n)
    },
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
