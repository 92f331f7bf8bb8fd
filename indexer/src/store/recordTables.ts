import type { Address } from 'viem'
import type { ChildRole, Contract } from '../market/contract.ts'
import type { RecordKind, Records } from '../market/records.ts'
import type { Table } from './table.ts'

const contracts: Table<Contract> = {
  name: 'contract',
  columns: ['address TEXT', 'role TEXT'],
  keys: 1,
  encode: ({ address, role }) => [address, role],
  decode: ([address, role]) => ({ address: address as Address, role: role as ChildRole }),
}

/** Where the rows of each kind stand. */
export const recordTables: { [Kind in RecordKind]: Table<Records[Kind]> } = { contracts }
