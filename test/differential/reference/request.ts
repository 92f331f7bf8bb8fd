// What accounts ask of the exchange, as plain data: the reference book and the chain are given the same. Nothing here is of the client.

/** An account of a session, by its number. */
export type Who = number

export type Terms = {
  market: number
  side: 'bid' | 'ask'
  funding: 'quote' | 'token'
  /** Ticks. */
  price: number
  lots: bigint
}

export type NewOrder = Terms & {
  kind: 'rest' | 'immediate' | 'all-or-nothing' | 'post-only'
  slot: number
  /** Most price levels to take from; 0 for any number. */
  levels: number
  /** Unix seconds; 0 for none. */
  deadline: number
}

export type Step =
  | { do: 'order'; order: NewOrder }
  | { do: 'cancel'; slot: number }
  | { do: 'settle'; slot: number }
  | { do: 'cancel after'; timestamp: number }

export type Request =
  | { ask: 'place'; by: Who; order: NewOrder }
  | { ask: 'batch'; by: Who; steps: Step[] }
  | { ask: 'batch for'; by: Who; owner: Who; steps: Step[] }
  | { ask: 'best effort'; by: Who; owner: Who; steps: Step[] }
  | { ask: 'legs'; by: Who; legs: NewOrder[]; maxCost: bigint }
  | {
      ask: 'block'
      by: Who
      quote: Terms & { maker: Who; taker: Who | null; nonce: bigint; deadline: number }
      takerFunding: 'quote' | 'token'
    }
  | { ask: 'cancel nonces'; by: Who; word: bigint; mask: bigint }
  | { ask: 'cancel'; by: Who; slots: number[] }
  | { ask: 'cancel for'; by: Who; owner: Who; slots: number[] }
  | { ask: 'settle'; by: Who; owner: Who; slots: number[] }
  | { ask: 'cancel after'; by: Who; timestamp: number }
  | { ask: 'operator'; by: Who; operator: Who; expiry: number; quote: number; budget: bigint }
  | { ask: 'split' | 'merge'; by: Who; market: number; lots: bigint }
  | { ask: 'redeem'; by: Who; market: number; long: bigint; short: bigint }
  | { ask: 'deposit' | 'withdraw'; by: Who; asset: number; amount: bigint }
  | { ask: 'collect'; by: Who; market: number }
