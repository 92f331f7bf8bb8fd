import type {
  AccountFill,
  AccountOrder,
  Balance,
  Book,
  Candle,
  Curve,
  Fill,
  Market,
  Position,
} from '@gigahour/indexer/api'

/** A small exchange in the wire's format, the same at every run. For tests of the page alone: nothing of it is in the product. */

export const NOW = 1_795_370_000
export const ALICE = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'
export const BOB = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc'

const USDC = { asset: 2, token: '0x5fbdb2315678afecb367f032d93f642f64180aa3', symbol: 'USDC', decimals: 6 } as const
const GRADES = [
  { grade: 'H100-US', root: 'H100', price: 2450, slope: -14, cap: 7000, deliverable: true },
  { grade: 'H200-US', root: 'H200', price: 3120, slope: -22, cap: 8000, deliverable: true },
  { grade: 'B200-US', root: 'B200', price: 4380, slope: 31, cap: 11_000, deliverable: true },
  { grade: 'RTX5090', root: 'RTX5090', price: 690, slope: 6, cap: 2000, deliverable: false },
] as const
const MONTH_CODES = 'FGHJKMNQUVXZ'

/** Numbers that look random and are the same every time. */
export function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

export function fixtureMarkets(): Market[] {
  let id = 1
  return GRADES.flatMap(({ grade, root, price, slope, cap, deliverable }, gradeIndex) =>
    Array.from({ length: 12 }, (_, index): Market => {
      const random = pseudoRandom(gradeIndex * 100 + index + 7)
      const month = ((index + 11) % 12) + 1
      const year = index === 0 ? 2026 : 2027
      const mid = Math.round(price + slope * index + Math.sin(index) * price * 0.01)
      const half = 2 + Math.round(random() * 6) + index
      const isOneSided = index === 9
      const isUntraded = index === 11
      const change = Math.round((random() - 0.45) * price * 0.04)
      const market = id++
      return {
        symbol: `${root}${MONTH_CODES[month - 1]}${String(year).slice(2)}`,
        market,
        kind: 'series',
        grade,
        year,
        month,
        cap,
        expiry: Date.UTC(year, month, 1) / 1000,
        deliverable,
        quote: USDC,
        long: { asset: 2 + market * 2, token: ALICE },
        short: { asset: 3 + market * 2, token: BOB },
        unitExponent: 0,
        lotExponent: 0,
        minLots: '100',
        takerFee: 200,
        status: 'trading',
        stats: {
          bestBid: mid - half,
          bestAsk: isOneSided ? null : mid + half,
          mid: isOneSided ? null : mid,
          last: isUntraded ? null : mid + 1,
          lastTime: isUntraded ? null : NOW - 30,
          open24h: isUntraded ? null : mid - change,
          change24h: isUntraded ? null : change,
          high24h: isUntraded ? null : mid + 40,
          low24h: isUntraded ? null : mid - 35,
          volume24h: isUntraded ? '0' : String(Math.round((random() * 9_000_000) / (index + 1))),
          turnover24h: '0',
          fills24h: 40,
          openInterest: String(Math.round((random() * 90_000_000) / (index + 1))),
          previousClose: isUntraded ? null : mid - change,
        },
      } as Market
    }),
  )
}

export type Spot = Extract<Market, { kind: 'spot' }>

/** A credit's market: a whole token has 10^18 base units, a lot a thousandth of it, a tick is 0.001 USDC for each token. */
export function fixtureSpotMarket(change: Partial<Spot> = {}): Spot {
  const [series] = fixtureMarkets() as [Market]
  const token = `0x${'c1'.repeat(20)}`
  return {
    ...{ symbol: 'NWH100-USDC-49', market: 49, kind: 'spot', grade: null, year: null, month: null, cap: null },
    ...{ expiry: null, deliverable: false, long: null, short: null, haltedUntil: null, settlementTick: null },
    quote: USDC,
    base: { asset: 140, token, symbol: 'NWH100', decimals: 18 },
    instrument: { kind: 'credit', token, name: 'Northwind H100', symbol: 'NW-H100' },
    ...{ unitExponent: 0, lotExponent: 15, minLots: '100', blockMinimum: '100000', takerFee: 200, status: 'trading' },
    stats: {
      ...series.stats,
      ...{ bestBid: 2_100, bestAsk: 2_110, mid: 2_105, last: 2_108, index: null, basis: null, dailyMark: null },
    },
    ...change,
  } as Spot
}

export function fixtureCurve(grade: string): Curve {
  const points = fixtureMarkets()
    .filter((market) => market.grade === grade)
    .map(({ symbol, year, month, expiry, cap, stats }) => ({
      symbol,
      year,
      month,
      expiry,
      cap,
      bid: stats.bestBid,
      ask: stats.bestAsk,
      mid: stats.mid,
      last: stats.last,
      mark: stats.mid,
      previousClose: stats.previousClose,
      volume24h: stats.volume24h,
      openInterest: stats.openInterest,
    }))
  return { grade, deliverable: true, points } as Curve
}

export function fixtureBook(symbol: string, levels = 30): Book {
  const market = fixtureMarkets().find((each) => each.symbol === symbol)
  const mid = market?.stats.mid ?? 2450
  const random = pseudoRandom(market?.market ?? 1)
  const side = (direction: 1 | -1) =>
    Array.from({ length: levels }, (_, index) => ({
      tick: mid + direction * (2 + index * 2 + Math.round(random() * 0.7)),
      lots: String(Math.round(2000 + random() * 90_000 * (1 + index / 8))),
      orders: 1 + Math.round(random() * 4),
    }))
  return { symbol, sequence: 900, bids: side(-1), asks: side(1) } as Book
}

export function fixtureFills(symbol: string, count = 60): Fill[] {
  const market = fixtureMarkets().find((each) => each.symbol === symbol)
  const random = pseudoRandom(17)
  let tick = market?.stats.last ?? 2450
  return Array.from({ length: count }, (_, index) => {
    tick += Math.round((random() - 0.5) * 5)
    return {
      id: `${900 - index}-0`,
      kind: 'book',
      sequence: 900 - index,
      tick,
      lots: String(Math.round(500 + random() * 40_000)),
      side: random() > 0.5 ? 'buy' : 'sell',
      maker: BOB,
      makerSlot: 1,
      taker: ALICE,
      takerSlot: 0,
      selfTrade: false,
      fee: '1200',
      block: 5000 - index,
      logIndex: 0,
      timestamp: NOW - index * 37,
      transaction: `0x${String(index).padStart(64, '0')}`,
    } as Fill
  })
}

export function fixtureCandles(seconds: number, count = 160): Candle[] {
  const random = pseudoRandom(3)
  const end = NOW - (NOW % seconds)
  let price = 2380
  return Array.from({ length: count }, (_, index) => {
    const open = price
    const close = Math.round(open + (random() - 0.47) * 16)
    price = close
    return {
      start: end - (count - 1 - index) * seconds,
      open,
      close,
      high: Math.max(open, close) + Math.round(random() * 8),
      low: Math.min(open, close) - Math.round(random() * 8),
      volume: String(Math.round(20_000 + random() * 400_000)),
      turnover: '0',
      fills: 12,
    }
  })
}

export function fixtureBalances(): Balance[] {
  const [first] = fixtureMarkets()
  const tokens = first && 'long' in first ? [first.long?.asset ?? 4, first.short?.asset ?? 5] : [4, 5]
  return [
    {
      asset: 2,
      symbol: 'USDC',
      token: USDC.token,
      decimals: 6,
      free: '48250125000',
      escrowed: '1225000000',
      unsettled: '24500000',
    },
    {
      asset: tokens[0],
      symbol: 'H100Z26-LONG',
      token: ALICE,
      decimals: 3,
      free: '120000',
      escrowed: '0',
      unsettled: '5000',
    },
  ] as Balance[]
}

export function fixtureOrders(): AccountOrder[] {
  const order = (slot: number, change: Partial<AccountOrder>): AccountOrder =>
    ({
      symbol: 'H100Z26',
      slot,
      side: 'bid',
      funding: 'quote',
      tick: 2442,
      lots: '50000',
      open: '50000',
      filled: '0',
      unsettled: '0',
      status: 'open',
      placedAt: NOW - 3600 - slot * 60,
      updatedAt: NOW - 60,
      block: 4000,
      transaction: `0x${String(slot).padStart(64, '0')}`,
      ...change,
    }) as AccountOrder
  return [
    order(0, {}),
    order(1, {
      side: 'ask',
      funding: 'token',
      tick: 2468,
      lots: '20000',
      open: '12000',
      filled: '8000',
      unsettled: '8000',
    }),
    order(2, { symbol: 'B200H27', tick: 4390, lots: '100000', open: '100000' }),
    order(3, { side: 'ask', tick: 2490, lots: '30000', open: '30000' }),
  ]
}

export function fixturePositions(): Position[] {
  return [
    {
      symbol: 'H100Z26',
      long: '125000',
      short: '0',
      net: '125000',
      averagePrice: '2431.5',
      mark: 2450,
      realised: '18250000',
      unrealised: '2312500',
    },
    {
      symbol: 'B200H27',
      long: '0',
      short: '40000',
      net: '-40000',
      averagePrice: '4410',
      mark: 4442,
      realised: '0',
      unrealised: '-1280000',
    },
  ] as Position[]
}

export function fixtureAccountFills(): AccountFill[] {
  return fixtureFills('H100Z26', 25).map((fill, index) => ({
    ...fill,
    symbol: 'H100Z26',
    role: index % 3 === 0 ? 'maker' : 'taker',
  })) as AccountFill[]
}
