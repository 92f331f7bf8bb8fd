/** What a cold storage word costs: to create it, to change it. */
type Prices = { created: number; changed: number }

export const TODAY: Prices = { created: 22_100, changed: 5_000 }
/** The draft repricing of state (EIP-8037 and its companions). */
const DRAFT: Prices = { created: 110_000, changed: 12_100 }

/** A transaction's gas after the draft repricing; calldata, logs, reads and refunds are left as they are. */
export function afterRepricing(gas: number, created: number, changed: number): number {
  return gas + created * (DRAFT.created - TODAY.created) + changed * (DRAFT.changed - TODAY.changed)
}
