import { type Address, concatHex, type Hex } from 'viem'
import { exchangeAbi } from './abi.ts'
import { domainOf, type SignedFor } from './domain.ts'
import { encodeBatch, type Instruction } from './instruction.ts'

// A session key is another account, which executes batches for its owner until it expires. Nothing that a batch can do moves funds out, and what its
// trades can cost is bounded by a budget.

/** What a session key may do, and for how long. */
export type SessionTerms = {
  /** Last second at which the key works, Unix seconds; 0 revokes. */
  expiry: bigint
  /** Asset that its markets are priced in, and that its budget is counted in. */
  quote: number
  /** The most that its trades may cost the owner, each fill at the worst that tokens can come to be worth; in base units of `quote`. */
  budget: bigint
}

/** The largest budget that the contract can count. */
export const MAX_BUDGET = 2n ** 96n - 1n

/** Terms that take a key back. */
export const REVOKED: SessionTerms = { expiry: 0n, quote: 0, budget: 0n }

/** What an owner signs to give a session key without a transaction of its own; anyone may send it. */
export type OperatorGrant = SessionTerms & {
  owner: Address
  /** The session key's address. */
  operator: Address
  /** The owner's {@link grantEpoch}: whatever was signed for an earlier one is void. */
  epoch: number
  nonce: bigint
  /** Last second at which the signature may be used, Unix seconds. */
  deadline: bigint
}

/** A grant as `signTypedData` takes it. */
export const operatorGrantTypedData = (signedFor: SignedFor, grant: OperatorGrant) =>
  ({
    domain: domainOf(signedFor),
    types: {
      SetOperator: [
        { name: 'owner', type: 'address' },
        { name: 'operator', type: 'address' },
        { name: 'expiry', type: 'uint64' },
        { name: 'quote', type: 'uint32' },
        { name: 'budget', type: 'uint96' },
        { name: 'epoch', type: 'uint32' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'SetOperator',
    message: grant,
  }) as const

/** Gives the caller's session key, or takes it back with {@link REVOKED}. */
export const setOperator = (exchange: Address, operator: Address, { expiry, quote, budget }: SessionTerms) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'setOperator',
    args: [operator, expiry, quote, budget],
  }) as const

/** Gives the session key that the owner has signed for. */
export const setOperatorBySig = (exchange: Address, grant: OperatorGrant, signature: Hex) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'setOperatorBySig',
    args: [grant, signature],
  }) as const

/** A session key: its last second (0 if there is none), the asset of its markets, and what is left of its budget. */
export const sessionKeyOf = (exchange: Address, owner: Address, operator: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'sessionKeyOf', args: [owner, operator] }) as const

/** The epoch that an owner's next signed grant has to name. */
export const grantEpoch = (exchange: Address, owner: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'grantEpoch', args: [owner] }) as const

/** Executes a batch for the owner who has given the caller a session key. */
export const executeFor = (exchange: Address, owner: Address, instructions: readonly Instruction[]) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'executePackedFor',
    // Owner and instructions stand behind the selector, without ABI encoding around them.
    dataSuffix: concatHex([owner, encodeBatch(instructions)]),
  }) as const
