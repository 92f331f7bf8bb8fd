import type { Address } from 'viem'

/** What a contract is that another one made. */
export type ChildRole = 'credit' | 'note' | 'bundle'

/** A contract that a factory of the deployment announced: its logs are followed like those of the deployment's own. */
export type Contract = { address: Address; role: ChildRole }
