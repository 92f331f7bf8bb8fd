/** Damages of a lot in per cent of the settlement price: of the first 5 % of the elected hours, and of all beyond them. */
const RATE = 10n
const HIGHER_RATE = 20n
const TOLERANCE_DIVISOR = 20n
const PERCENT = 100n

export type DamagesLine = {
  lots: bigint
  /** Per cent of the settlement price. */
  rate: bigint
  /** What a lot costs, in hundredths of a tick: the rate, or what SHORT is worth if that is less. */
  perLot: bigint
  isBounded: boolean
  /** Base units of the quote asset, rounded up. Of whole hours 5 % are whole units, so that at most one line is rounded. */
  amount: bigint
}

export type Damages = {
  lines: DamagesLine[]
  /** Base units of the quote asset, rounded up in favour of the buyer. */
  damages: bigint
  toBuyer: bigint
  toProvider: bigint
}

/**
 * How the cap of undelivered lots is shared, as the delivery desk does.
 *
 * @param tick - Final settlement price in ticks.
 * @param unit - Base units of the quote asset that one lot × one tick is: 1 in a USDC series.
 */
export function damagesOf(terms: {
  cap: number
  tick: number
  unit: bigint
  elected: bigint
  undelivered: bigint
}): Damages {
  const { unit, elected, undelivered } = terms
  const [cap, tick] = [BigInt(terms.cap), BigInt(terms.tick)]
  const tolerated = elected / TOLERANCE_DIVISOR
  const first = undelivered < tolerated ? undelivered : tolerated
  const most = PERCENT * (cap - tick)
  const line = (lots: bigint, rate: bigint): DamagesLine => {
    const asked = rate * tick
    const perLot = asked < most ? asked : most
    return { lots, rate, perLot, isBounded: asked > most, amount: (lots * perLot * unit + PERCENT - 1n) / PERCENT }
  }
  const lines = [line(first, RATE), line(undelivered - first, HIGHER_RATE)].filter(({ lots }) => lots > 0n)
  const damages = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const toBuyer = tick * undelivered * unit + damages
  return { lines, damages, toBuyer, toProvider: cap * undelivered * unit - toBuyer }
}
