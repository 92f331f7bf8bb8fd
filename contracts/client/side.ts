/** Which side of a book an order stands on. The value is the bit in a contract's word. */
export const Side = { Bid: 0, Ask: 1 } as const
export type Side = (typeof Side)[keyof typeof Side]

/**
 * What an order is paid with. The value is the bit in a contract's word.
 *
 * | order      | escrow a lot  | gets a lot filled |
 * |------------|---------------|-------------------|
 * | Bid, Quote | price         | 1 LONG (or base)  |
 * | Bid, Token | 1 SHORT       | cap − price       |
 * | Ask, Token | 1 LONG (base) | price             |
 * | Ask, Quote | cap − price   | 1 SHORT           |
 */
export const Funding = { Quote: 0, Token: 1 } as const
export type Funding = (typeof Funding)[keyof typeof Funding]

/** Side in bit 0, funding in bit 1. */
export type Terms = 0 | 1 | 2 | 3

export const termsOf = (side: Side, funding: Funding): Terms => (side | (funding << 1)) as Terms
export const sideOf = (terms: Terms): Side => (terms & 1) as Side
export const fundingOf = (terms: Terms): Funding => (terms >> 1) as Funding
