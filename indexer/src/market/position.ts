import type { Address } from 'viem'

/**
 * What an account has made of one series, as if LONG and SHORT were one thing held in a positive or negative number.
 *
 * The rule: a LONG lot was bought at its price, a SHORT lot is a lot sold at it (it cost cap − price). A complete set is a lot
 * bought and a lot sold at the same price, so split and merge change neither the net nor its cost. Fills that grow the net add their
 * price to its cost; fills that shrink it realise the difference to the average. A taker's fee is realised at once. Tokens that
 * are deposited or withdrawn shrink the net at its average (nothing is realised) and grow it at the last traded price.
 */
export type Position = {
  account: Address
  market: number
  /** Lots of LONG less lots of SHORT; those filled and not yet settled included. */
  net: bigint
  /** Sum of tick × lots of the net, with its sign, in units. */
  cost: bigint
  /** Profit less loss and fees, in units. */
  realised: bigint
  /** What it had come to at the last close of a day, unrealised included, in units. */
  closed: bigint
}

export const positionKey = (account: Address, market: number): string => `${account}:${market}`

export const noPosition = (account: Address, market: number): Position => ({
  ...{ account, market, net: 0n, cost: 0n, realised: 0n, closed: 0n },
})

const absolute = (value: bigint): bigint => (value < 0n ? -value : value)

/**
 * Folds a trade into a position.
 *
 * The cost of lots that go is rounded toward zero; the last to go take what is left of it, so no unit is lost.
 *
 * @param lots - Bought if positive, sold if negative.
 */
export const foldTrade = (position: Position, lots: bigint, tick: number): Position =>
  foldAmount(position, lots, lots * BigInt(tick))

/** {@link foldTrade} for an amount that need not be a whole price. @param amount - Units paid for the lots, negative as they are. */
export function foldAmount(position: Position, lots: bigint, amount: bigint): Position {
  const { net, cost } = position
  if (lots === 0n) return position
  const grows = net === 0n || net > 0n === lots > 0n
  if (grows) return { ...position, net: net + lots, cost: cost + amount }

  const closed = closedBy(position, lots)
  const released = (cost * -closed) / net
  const paid = (amount * closed) / lots
  const rest: Position = {
    ...position,
    net: net + closed,
    cost: cost - released,
    // −paid is what the lots brought (or, of a short, what buying them back cost, with its sign).
    realised: position.realised - paid - released,
  }
  return closed === lots ? rest : foldAmount(rest, lots - closed, amount - paid)
}

/** How many of the lots close the net. */
const closedBy = ({ net }: Position, lots: bigint): bigint => (absolute(lots) < absolute(net) ? lots : -net)

/**
 * The amount at which lots leave a position so that nothing is realised: what they have cost, and the price given for those that it does not
 * have.
 */
export function amountOfLeaving(position: Position, lots: bigint, tick: number): bigint {
  const { net, cost } = position
  if (net === 0n || net > 0n === lots > 0n) return lots * BigInt(tick)
  const closed = closedBy(position, lots)
  return -((cost * -closed) / net) + (lots - closed) * BigInt(tick)
}

/**
 * Folds tokens that came in or went out.
 *
 * @param lots - Of LONG in or SHORT out if positive, otherwise of LONG out or SHORT in.
 * @param tick - Price at which a net that grows does so.
 */
export function foldTransfer(position: Position, lots: bigint, tick: number): Position {
  const { net, cost } = position
  if (net === 0n || net > 0n === lots > 0n) return foldTrade(position, lots, tick)
  const closed = absolute(lots) < absolute(net) ? lots : -net
  const rest = { ...position, net: net + closed, cost: cost - (cost * -closed) / net }
  return closed === lots ? rest : foldTransfer(rest, lots - closed, tick)
}

/** A taker's fee. @param fee - Units. */
export const foldFee = (position: Position, fee: bigint): Position => ({
  ...position,
  realised: position.realised - fee,
})
