import type * as calls from '@gigahour/contracts/calls'
import type { Address } from 'viem'

export type Calls = typeof calls

/** A write with what the reader is told of it. */
export type Write = {
  /** In the words of the page: “Buy 10.000 H100Z26 at 2.450”. */
  summary: string
  /** Builds the call. The builders come as an argument, since they are loaded only when something is written. */
  build: (calls: Calls, exchange: Address) => calls.WriteCall
  /** Slots in which its orders would rest. */
  slots?: number[]
}
