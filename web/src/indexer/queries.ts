import type {
  AccountFill,
  AccountOrder,
  Balance,
  Book,
  Candle,
  Curve,
  Fill,
  Interval,
  Market,
  Position,
  Status,
} from '@gigahour/indexer/api'
import type { Services } from '../services.ts'
import { streamed } from './fresh.ts'

export const marketsKey = ['markets'] as const
export const marketsQuery = (services: Services) => streamed<Market[]>(services, marketsKey, '/v1/markets')

export const bookKey = (symbol: string) => ['book', symbol] as const
export const bookQuery = (services: Services, symbol: string) =>
  streamed<Book>(services, bookKey(symbol), `/v1/markets/${encodeURIComponent(symbol)}/book?depth=200`)

export const fillsKey = (symbol: string) => ['fills', symbol] as const
export const fillsQuery = (services: Services, symbol: string) =>
  streamed<Fill[]>(services, fillsKey(symbol), `/v1/markets/${encodeURIComponent(symbol)}/fills?limit=100`)

export const candlesKey = (symbol: string, interval: Interval) => ['candles', symbol, interval] as const
export const candlesQuery = (services: Services, symbol: string, interval: Interval) =>
  streamed<Candle[]>(
    services,
    candlesKey(symbol, interval),
    `/v1/markets/${encodeURIComponent(symbol)}/candles?interval=${interval}&limit=1000`,
  )

export const curveKey = (grade: string) => ['curve', grade] as const
export const curveQuery = (services: Services, grade: string) =>
  streamed<Curve>(services, curveKey(grade), `/v1/curves/${encodeURIComponent(grade)}`)

export const balancesKey = (address: string) => ['balances', address] as const
export const balancesQuery = (services: Services, address: string) =>
  streamed<Balance[]>(services, balancesKey(address), `/v1/accounts/${address}/balances`)

export const ordersKey = (address: string) => ['orders', address] as const
export const ordersQuery = (services: Services, address: string) =>
  streamed<AccountOrder[]>(services, ordersKey(address), `/v1/accounts/${address}/orders?status=open&limit=1000`)

export const accountFillsKey = (address: string) => ['account fills', address] as const
export const accountFillsQuery = (services: Services, address: string) =>
  streamed<AccountFill[]>(services, accountFillsKey(address), `/v1/accounts/${address}/fills?limit=200`)

export const positionsKey = (address: string) => ['positions', address] as const
export const positionsQuery = (services: Services, address: string) =>
  streamed<Position[]>(services, positionsKey(address), `/v1/accounts/${address}/positions`)

export const statusKey = ['status'] as const
export const statusQuery = (services: Services) => streamed<Status>(services, statusKey, '/v1/status')
