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
export const overviewOf = (state: State, { credits, notes, bundles }: Instruments): FinancingRow[] => [
  ...credits.map((credit) => overviewRow('credit', credit, credit.circulating)),
  ...notes.map((note) => overviewRow('note', note, note.supply)),
  ...bundles.map((bundle) =>
    overviewRow('bundle', { ...bundle, issuer: issuerOf(state, bundle), state: 'open' }, bundle.supply),
  ),
]

type Overviewed = Pick<FinancingRow, 'token' | 'name' | 'symbol' | 'market' | 'financing' | 'issuer' | 'state'>

function overviewRow(kind: FinancingRow['kind'], instrument: Overviewed, lots: string): FinancingRow {
  const { token, name, symbol, market, financing, issuer, state } = instrument
  const price = BigInt(financing.price ?? financing.fair ?? 0)
  const outstanding = `${(BigInt(lots) * price) / 1_000n}`
  return { kind, token, name, symbol, market, financing, issuer, state, outstanding }
}
