import type { Address } from 'viem'
import type { ChildRole, Contract } from '../market/contract.ts'
import type { RecordKind, Records } from '../market/records.ts'
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
import type { Table } from './table.ts'

const contracts: Table<Contract> = {
  name: 'contract',
  columns: ['address TEXT', 'role TEXT'],
  keys: 1,
  encode: ({ address, role }) => [address, role],
  decode: ([address, role]) => ({ address: address as Address, role: role as ChildRole }),
}

/** Where the rows of each kind stand. */
export const recordTables: { [Kind in RecordKind]: Table<Records[Kind]> } = {
  contracts,
  ...{ offers, elections, receipts, deskAccounts },
  ...{ credits, redemptions, creditEntries, notes, registrations, coupons, bundles, monitorNow, monitorHistory },
}
