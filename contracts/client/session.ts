import { type Address, concatHex, type Hex } from 'viem'
import { exchangeAbi } from './abi.ts'
import { domainOf, type SignedFor } from './domain.ts'
import { encodeBatch, type Instruction } from './instruction.ts'

// A session key is another account, which executes batches for its owner until it expires. Nothing that a batch can do moves funds out.

/** What an owner signs to give a session key without a transaction of its own; anyone may send it. */
export type OperatorGrant = {
  owner: Address
  /** The session key's address. */
  operator: Address
  /** Last second at which the key works, Unix seconds; 0 revokes. */
  expiry: bigint
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
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'SetOperator',
    message: grant,
  }) as const

/** Gives the caller's session key. @param expiry - Its last second, Unix seconds; 0 revokes. */
export const setOperator = (exchange: Address, operator: Address, expiry: bigint) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'setOperator', args: [operator, expiry] }) as const

/** Gives the session key that the owner has signed for. */
export const setOperatorBySig = (exchange: Address, grant: OperatorGrant, signature: Hex) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'setOperatorBySig',
    args: [grant.owner, grant.operator, grant.expiry, grant.nonce, grant.deadline, signature],
  }) as const

/** Last second of a session key, Unix seconds; 0 if there is none. */
export const operatorExpiry = (exchange: Address, owner: Address, operator: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'operatorExpiry', args: [owner, operator] }) as const

/** Executes a batch for the owner who has given the caller a session key. */
export const executeFor = (exchange: Address, owner: Address, instructions: readonly Instruction[]) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'executePackedFor',
    // Owner and instructions stand behind the selector, without ABI encoding around them.
    dataSuffix: concatHex([owner, encodeBatch(instructions)]),
  }) as const
