import type { Tick } from '@gigahour/contracts/units'
import type { Address, Hex } from 'viem'
import type { SeriesRedemption, Settlement, SettlementRule, SettlementRuling } from '../market/settlement.ts'
import { amount, type Table } from './table.ts'

export const settlements: Table<Settlement> = {
  name: 'settlement',
  columns: [
    ...['market INTEGER', 'tick INTEGER', 'settled_at INTEGER', 'tx TEXT', 'long TEXT', 'short TEXT', 'amount TEXT'],
  ],
  keys: 1,
  encode: ({ market, tick, settledAt, transaction, long, short, amount }) => [
    ...[market, tick, settledAt, transaction, `${long}`, `${short}`, `${amount}`],
  ],
  decode: ([market, tick, settledAt, transaction, long, short, paid]) => ({
    market: market as number,
    tick: tick as Tick,
    settledAt: settledAt as number,
    transaction: transaction as Hex,
    long: amount(long),
    short: amount(short),
    amount: amount(paid),
  }),
}

export const settlementRules: Table<SettlementRuling> = {
  name: 'settlement_rule',
  columns: ['family INTEGER', 'rule TEXT', 'days_counted INTEGER'],
  keys: 1,
  encode: ({ family, rule, daysCounted }) => [family, rule, daysCounted],
  decode: ([family, rule, daysCounted]) => ({
    family: family as number,
    rule: rule as SettlementRule,
    daysCounted: daysCounted as number,
  }),
}

export const seriesRedemptions: Table<SeriesRedemption> = {
  name: 'series_redemption',
  columns: [
    ...['block INTEGER', 'log_index INTEGER', 'account TEXT', 'market INTEGER', 'long TEXT', 'short TEXT'],
    ...['amount TEXT', 'timestamp INTEGER', 'tx TEXT'],
  ],
  keys: 2,
  encode: ({ block, logIndex, account, market, long, short, amount, timestamp, transaction }) => [
    ...[block, logIndex, account, market, `${long}`, `${short}`, `${amount}`, timestamp, transaction],
  ],
  decode: ([block, logIndex, account, market, long, short, paid, timestamp, transaction]) => ({
    block: block as number,
    logIndex: logIndex as number,
    account: account as Address,
    market: market as number,
    long: amount(long),
    short: amount(short),
    amount: amount(paid),
    timestamp: timestamp as number,
    transaction: transaction as Hex,
  }),
}
