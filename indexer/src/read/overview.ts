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
  ...credits.map((credit) => overviewRow('credit', credit, BigInt(credit.circulating) - lockedOf(state, credit))),
  ...notes.map((note) => overviewRow('note', note, BigInt(note.supply))),
  ...bundles.map((bundle) =>
    overviewRow('bundle', { ...bundle, issuer: issuerOf(state, bundle), state: 'open' }, BigInt(bundle.supply)),
  ),
]

/** Lots of a credit that notes hold in reserve: nobody has paid for them. */
const lockedOf = ({ records }: State, { token }: Credit): bigint =>
  [...records.notes.values()]
    .filter(({ terms }) => terms.reserve === token)
    .reduce((sum, { reserveLots }) => sum + reserveLots, 0n)

type Overviewed = Pick<FinancingRow, 'token' | 'name' | 'symbol' | 'market' | 'financing' | 'issuer' | 'state'>

function overviewRow(kind: FinancingRow['kind'], instrument: Overviewed, lots: bigint): FinancingRow {
  const { token, name, symbol, market, financing, issuer, state } = instrument
  const price = BigInt(financing.price ?? financing.fair ?? 0)
  const outstanding = `${(lots * price) / 1_000n}`
  return { kind, token, name, symbol, market, financing, issuer, state, outstanding }
}
