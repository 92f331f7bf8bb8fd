/** What must happen before a contract can take tokens of the wallet. All in base units. */
export type FundingPlan = {
  /** Filled orders are credited first: what lies free in the ledger does not suffice. */
  settles: boolean
  /** Taken out of the exchange to the wallet; 0 if the wallet holds enough. */
  withdraws: bigint
  /** The contract is approved for exactly the amount. */
  approves: boolean
  /** What wallet and exchange together are short of. */
  missing: bigint
}

export type Funds = {
  /** In the wallet. */
  held: bigint
  /** What the contract may take already. */
  allowance: bigint
  /** In the exchange's ledger, free. */
  free: bigint
  /** In filled orders that are not credited yet. */
  unsettled: bigint
}

/** The fewest steps to `amount`: the wallet first, then the ledger. */
export function planFunding(amount: bigint, { held, allowance, free, unsettled }: Funds): FundingPlan {
  const wanted = amount > held ? amount - held : 0n
  const available = free + unsettled
  return {
    settles: wanted > free && unsettled > 0n,
    withdraws: wanted < available ? wanted : available,
    approves: allowance < amount,
    missing: wanted > available ? wanted - available : 0n,
  }
}
