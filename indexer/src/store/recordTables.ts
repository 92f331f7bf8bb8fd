import type { Address, Hex } from 'viem'
import type { CancelAfter, SessionKey } from '../market/access.ts'
import type { ChildRole, Contract } from '../market/contract.ts'
import type { Leg, LegsTrade } from '../market/legs.ts'
import type { Family } from '../market/listing.ts'
import type { RecordKind, Records } from '../market/records.ts'
import { markHistory, marks, profits } from './markTables.ts'
import { prints, reporters } from './printTables.ts'
import {
  bundles,
  coupons,
  creditEntries,
  credits,
  deskAccounts,
  elections,
  monitorHistory,
  monitorNow,
  notes,
  offers,
  receipts,
  redemptions,
  registrations,
} from './rowTables.ts'
import { seriesRedemptions, settlementRules, settlements } from './settlementTables.ts'
import { amount, type Table } from './table.ts'

const contracts: Table<Contract> = {
  name: 'contract',
  columns: ['address TEXT', 'role TEXT'],
  keys: 1,
  encode: ({ address, role }) => [address, role],
  decode: ([address, role]) => ({ address: address as Address, role: role as ChildRole }),
}

/** Terms never change and are read together: one JSON text. */
const families: Table<Family> = {
  name: 'family',
  columns: ['family INTEGER', 'terms TEXT'],
  keys: 1,
  encode: ({ family, ...terms }) => [family, JSON.stringify(terms)],
  decode: ([family, terms]) => ({
    ...(JSON.parse(terms as string) as Omit<Family, 'family'>),
    family: family as number,
  }),
}

const sessionKeys: Table<SessionKey> = {
  name: 'session_key',
  columns: ['owner TEXT', 'operator TEXT', 'expiry INTEGER'],
  keys: 2,
  encode: ({ owner, operator, expiry }) => [owner, operator, expiry],
  decode: ([owner, operator, expiry]) => ({
    owner: owner as Address,
    operator: operator as Address,
    expiry: expiry as number,
  }),
}

const cancelAfters: Table<CancelAfter> = {
  name: 'cancel_after',
  columns: ['owner TEXT', 'timestamp INTEGER'],
  keys: 1,
  encode: ({ owner, timestamp }) => [owner, timestamp],
  decode: ([owner, timestamp]) => ({ owner: owner as Address, timestamp: timestamp as number }),
}

/** A leg as it stands in JSON. */
type LegText = Omit<Leg, 'lots' | 'tickLots' | 'fee'> & { lots: string; tickLots: string; fee: string }

export const legs: Table<LegsTrade> = {
  name: 'legs',
  columns: [
    ...['block INTEGER', 'log_index INTEGER', 'taker TEXT', 'cost TEXT', 'legs TEXT', 'timestamp INTEGER', 'tx TEXT'],
  ],
  keys: 2,
  encode: ({ block, logIndex, taker, cost, legs: parts, timestamp, transaction }) => {
    const texts = parts.map(
      ({ lots, tickLots, fee, ...leg }): LegText => ({
        ...leg,
        lots: `${lots}`,
        tickLots: `${tickLots}`,
        fee: `${fee}`,
      }),
    )
    return [block, logIndex, taker, `${cost}`, JSON.stringify(texts), timestamp, transaction]
  },
  decode: ([block, logIndex, taker, cost, texts, timestamp, transaction]) => ({
    block: block as number,
    logIndex: logIndex as number,
    taker: taker as Address,
    cost: amount(cost),
    legs: (JSON.parse(texts as string) as LegText[]).map(
      ({ lots, tickLots, fee, ...leg }) =>
        ({ ...leg, lots: amount(lots), tickLots: amount(tickLots), fee: amount(fee) }) as Leg,
    ),
    timestamp: timestamp as number,
    transaction: transaction as Hex,
  }),
}

/** Where the rows of each kind stand. */
export const recordTables: { [Kind in RecordKind]: Table<Records[Kind]> } = {
  contracts,
  ...{ offers, elections, receipts, deskAccounts },
  ...{ credits, redemptions, creditEntries, notes, registrations, coupons, bundles, monitorNow, monitorHistory },
  ...{
    sessionKeys,
    cancelAfters,
    legs,
    settlements,
    settlementRules,
    families,
    seriesRedemptions,
    prints,
    reporters,
    marks,
    markHistory,
    profits,
  },
}
