import type { Random } from '@gigahour/contracts/testing/random'

/** A draw from the standard normal distribution (Box–Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction())

/** True with the given probability. */
export const chance = (random: Random, probability: number): boolean => random.fraction() < probability

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1)

/** An item, each as likely as its weight is large. */
export function weighted<Item>(random: Random, items: readonly Item[], weight: (item: Item) => number): Item {
  let left = random.fraction() * items.reduce((sum, item) => sum + weight(item), 0)
  for (const item of items) {
    left -= weight(item)
    if (left < 0) return item
  }
  return random.pick(items)
}
