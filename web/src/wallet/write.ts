import type * as calls from '@gigahour/contracts/calls'
import type { Instruction } from '@gigahour/contracts/instruction'
import type { Address, Hex, TypedDataDefinition } from 'viem'

export type Calls = typeof calls

/** Ether sent to an address: gas for a session key. */
export type Transfer = { to: Address /** Wei. */; value: bigint }

/** Asks the wallet for a signature that a call carries along. */
export type SignTypedData = (data: TypedDataDefinition) => Promise<Hex>

/** Time of the latest block, Unix seconds: what a signed deadline counts from. */
export type ChainClock = () => Promise<number>

/** A write with what the reader is told of it. */
export type Write = {
  /** In the words of the page: “Buy 10.000 H100Z26 at 2.450”. */
  summary: string
  /** Slots in which its orders would rest. */
  slots?: number[]
} & (
  | {
      /** Instructions for the exchange: a session key of this browser signs them, if there is one; otherwise the wallet. */
      batch: readonly Instruction[]
    }
  | {
      /** Builds what the wallet signs. The builders come as an argument, since they are loaded only when something is written. */
      build: (
        calls: Calls,
        exchange: Address,
        sign: SignTypedData,
        now: ChainClock,
      ) => calls.WriteCall | Transfer | Promise<calls.WriteCall>
    }
)
