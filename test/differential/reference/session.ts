import type { Random } from '@gigahour/contracts/testing/random'
import { least } from './book.ts'
import type { ReferenceExchange } from './exchange.ts'
import type { Market } from './market.ts'
import type { NewOrder, Request, Step, Who } from './request.ts'

/** Slots that every account trades in: few, so that orders replace each other. */
export const SLOTS = 10
/** Orders are priced within so many ticks of it: close enough to meet. */
const MIDDLE = 2_000
const REACH = 8
/** What money is no object to. */
const ANYTHING = 10n ** 15n

/** Draws requests as a crowd of careless traders would make them: most make sense, some are refused. */
export function createSession(random: Random, exchange: ReferenceExchange, accounts: number) {
  const markets = [...exchange.state.markets.values()]
  const who = (): Who => random.below(accounts)
  const slot = (): number => random.below(SLOTS)
  const slots = (): number[] => Array.from({ length: 1 + random.below(4) }, slot)
  const chance = (percent: number): boolean => random.below(100) < percent
  const amount = (limit: bigint): bigint => (random.bits(64) * (limit + 1n)) >> 64n
  const soon = (from: number, to: number): number => exchange.state.now + from + random.below(to - from + 1)
  let nonces = 0n

  const order = (): NewOrder => {
    const market = random.pick(markets)
    const side = random.pick(['bid', 'ask'] as const)
    const isPlain = market.cap === null && chance(90)
    const plain = side === 'bid' ? 'quote' : 'token'
    return {
      kind: random.pick([
        'rest',
        'rest',
        'rest',
        'rest',
        'immediate',
        'all-or-nothing',
        'post-only',
        'post-only',
      ] as const),
      market: market.id,
      side,
      funding: isPlain ? plain : random.pick(['quote', 'token'] as const),
      price: chance(1) ? random.pick([market.cap ?? 5, 1]) : MIDDLE + random.below(2 * REACH + 1) - REACH,
      lots: chance(5) ? 1n + random.bits(6) : 100n * BigInt(1 + random.below(10)) + BigInt(random.below(100)),
      slot: slot(),
      levels: chance(15) ? 1 + random.below(3) : 0,
      deadline: chance(10) ? soon(-2, 5) : 0,
    }
  }

  const step = (): Step => {
    const drawn = random.below(20)
    if (drawn < 13) return { do: 'order', order: order() }
    if (drawn < 16) return { do: 'cancel', slot: slot() }
    if (drawn < 19) return { do: 'settle', slot: slot() }
    return { do: 'cancel after', timestamp: chance(40) ? 0 : soon(-3, 20) }
  }
  const steps = (): Step[] => Array.from({ length: 1 + random.below(8) }, step)

  const legs = (): NewOrder[] => {
    const chosen = markets.filter((market) => (market.cap === null ? chance(8) : chance(65)))
    const lots = BigInt(1 + random.below(600))
    const drawn = chosen.map((market): NewOrder => {
      const side = random.pick(['bid', 'ask'] as const)
      const price = side === 'bid' ? MIDDLE + 3 * REACH : MIDDLE - 3 * REACH
      const funding = chance(75) ? 'quote' : 'token'
      return { kind: 'all-or-nothing', market: market.id, side, funding, price, lots, slot: 0, levels: 0, deadline: 0 }
    })
    return chance(4) ? drawn.toReversed() : drawn
  }

  const block = (by: Who): Extract<Request, { ask: 'block' }> => {
    const { side, funding, market, price } = order()
    nonces += 1n
    // Now and then a nonce comes a second time.
    const nonce = chance(30) ? nonces - 1n : nonces
    const lots = 1_000n * (exchange.state.markets.get(market) as Market).minLots - (chance(5) ? 1n : 0n)
    const quote = {
      maker: who(),
      taker: chance(70) ? null : who(),
      market,
      side,
      funding,
      price,
      lots,
      nonce,
      deadline: soon(-1, 9),
    }
    return { ask: 'block', by, quote, takerFunding: chance(70) ? 'quote' : 'token' }
  }

  const transfer = (by: Who): Request => {
    const { base, quote, cap } = random.pick(markets)
    const asset = random.pick(cap === null ? [base, quote] : [base, base + 1, quote])
    const isDeposit = chance(60)
    const held = (isDeposit ? exchange.wallets : exchange.state.ledger).of(by, asset)
    // One more than there is, now and then. Most stays: those without anything do not trade.
    const moved = chance(5) ? held + 1n : amount(isDeposit ? held : held / 4n)
    return { ask: isDeposit ? 'deposit' : 'withdraw', by, asset, amount: moved }
  }

  const sets = (by: Who): Request => {
    const { id, base } = random.pick(markets)
    const { ledger } = exchange.state
    const [long, short] = [ledger.of(by, base), ledger.of(by, base + 1)]
    if (chance(50)) return { ask: 'split', by, market: id, lots: amount(20_000n) }
    return { ask: 'merge', by, market: id, lots: amount(least(long, short)) + (chance(5) ? long : 0n) }
  }

  const rest = (by: Who): Request => {
    switch (random.below(9)) {
      case 0:
        return { ask: 'cancel after', by, timestamp: chance(60) ? 0 : soon(-3, 20) }
      case 1:
      case 5:
      case 6:
        return {
          ...{ ask: 'operator', by, operator: who(), expiry: chance(20) ? 0 : soon(-2, 900) },
          ...{ quote: random.pick(markets).quote, budget: chance(70) ? 2n ** 96n - 1n : amount(50_000_000n) },
        }
      case 2:
        return { ask: 'cancel nonces', by, word: 0n, mask: 1n << BigInt(random.below(256)) }
      case 3:
        return { ask: 'collect', by, market: random.pick(markets).id }
      case 4:
        return { ask: 'redeem', by, market: random.pick(markets).id, long: 1n, short: 1n }
      default:
        return transfer(by)
    }
  }

  return (): Request => {
    const by = who()
    const drawn = random.below(100)
    if (drawn < 20) return { ask: 'place', by, order: order() }
    if (drawn < 42) return { ask: 'batch', by, steps: steps() }
    if (drawn < 50) return { ask: 'best effort', by, owner: chance(75) ? by : who(), steps: steps() }
    if (drawn < 57) return { ask: 'batch for', by, owner: who(), steps: steps() }
    if (drawn < 66)
      return { ask: 'legs', by, legs: legs(), maxCost: chance(70) ? ANYTHING : amount(4_000_000n) - 1_000_000n }
    if (drawn < 71) return block(by)
    if (drawn < 75) return { ask: 'cancel', by, slots: slots() }
    if (drawn < 80) return { ask: 'cancel for', by, owner: who(), slots: slots() }
    if (drawn < 87) return { ask: 'settle', by, owner: who(), slots: slots() }
    if (drawn < 91) return sets(by)
    return rest(by)
  }
}
