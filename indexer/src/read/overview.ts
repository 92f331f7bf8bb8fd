import type { Address } from 'viem'
import type { Credit } from '../api/creditSchemas.ts'
import type { Bundle, FinancingRow } from '../api/financingSchemas.ts'
import type { Note } from '../api/noteSchemas.ts'
import type { State } from '../market/state.ts'

/** A bundle is its credit's issuer's. */
export const issuerOf = ({ records }: State, { credit }: { credit: string }): string =>
  records.credits.get(credit as Address)?.issuer ?? ''

type Instruments = { credits: readonly Credit[]; notes: readonly Note[]; bundles: readonly Bundle[] }

/** A line for each instrument. */
export function overviewOf(state: State, { credits, notes, bundles }: Instruments): FinancingRow[] {
  const locked = credits.length === 0 ? new Map<string, bigint>() : lockedLots(state)
  return [
    ...credits.map((credit) =>
      overviewRow('credit', credit, BigInt(credit.circulating) - (locked.get(credit.token) ?? 0n)),
    ),
    ...notes.map((note) => overviewRow('note', note, BigInt(note.supply))),
    ...bundles.map((bundle) =>
      overviewRow('bundle', { ...bundle, issuer: issuerOf(state, bundle), state: 'open' }, BigInt(bundle.supply)),
    ),
  ]
}

/** Lots that notes hold in reserve, by their credits: nobody has paid for them. */
function lockedLots({ records }: State): ReadonlyMap<string, bigint> {
  const locked = new Map<string, bigint>()
  for (const { terms, reserveLots } of records.notes.values()) {
    if (terms.reserve) locked.set(terms.reserve, (locked.get(terms.reserve) ?? 0n) + reserveLots)
  }
  return locked
}

type Overviewed = Pick<FinancingRow, 'token' | 'name' | 'symbol' | 'market' | 'financing' | 'issuer' | 'state'>

function overviewRow(kind: FinancingRow['kind'], instrument: Overviewed, lots: bigint): FinancingRow {
  const { token, name, symbol, market, financing, issuer, state } = instrument
  const price = BigInt(financing.price ?? financing.fair ?? 0)
  const outstanding = `${(lots * price) / 1_000n}`
  return { kind, token, name, symbol, market, financing, issuer, state, outstanding }
}
