import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { DailyMark, DailyProfit, MarkRule } from '../market/mark.ts'
import { amount, type Table, type Value } from './table.ts'

const maybe = (value: Value | undefined): bigint | null => (typeof value === 'string' ? amount(value) : null)

const markTable = (name: string, keys: number): Table<DailyMark> => ({
  name,
  columns: [
    ...['market INTEGER', 'day INTEGER', 'tick INTEGER', 'rule TEXT', 'price TEXT', 'index_day INTEGER', 'basis TEXT'],
    'open_interest TEXT',
  ],
  keys,
  encode: ({ market, day, tick, rule, index, indexDay, basis, openInterest }) => [
    ...[market, day, tick, rule, index === null ? null : `${index}`, indexDay],
    ...[basis === null ? null : `${basis}`, `${openInterest}`],
  ],
  decode: ([market, day, tick, rule, index, indexDay, basis, openInterest]) => ({
    market: market as number,
    day: day as number,
    tick: tick as Tick,
    rule: rule as MarkRule,
    index: maybe(index),
    indexDay: indexDay as number | null,
    basis: maybe(basis),
    openInterest: amount(openInterest) as Lots,
  }),
})

/** The newest of each series. */
export const marks = markTable('mark', 1)
export const markHistory = markTable('mark_history', 2)

export const profits: Table<DailyProfit> = {
  name: 'profit',
  columns: [
    ...['account TEXT', 'market INTEGER', 'day INTEGER', 'net TEXT', 'tick INTEGER', 'profit TEXT', 'total TEXT'],
  ],
  keys: 3,
  encode: ({ account, market, day, net, tick, profit, total }) => [
    ...[account, market, day, `${net}`, tick, `${profit}`, `${total}`],
  ],
  decode: ([account, market, day, net, tick, profit, total]) => ({
    account: account as Address,
    market: market as number,
    day: day as number,
    net: amount(net),
    tick: tick as Tick,
    profit: amount(profit),
    total: amount(total),
  }),
}
