import { type Address, type Hex, zeroAddress } from 'viem'
import { exchangeAbi } from './abi.ts'
import { domainOf, type SignedFor } from './domain.ts'
import type { Funding, Side } from './side.ts'
import type { Lots, Tick } from './units.ts'

/** A trade that its maker offers beside the book: accepted whole, or not at all. */
export type BlockQuote = {
  maker: Address
  /** Who alone may accept; absent for anyone. */
  taker?: Address
  market: number
  /** The maker's side. */
  side: Side
  /** What the maker pays with. */
  funding: Funding
  tick: Tick
  /** At least the market's block minimum. */
  lots: Lots
  /** Used up by the trade. */
  nonce: bigint
  /** Last second at which it may be accepted, Unix seconds. */
  deadline: number
}

/** A quote with its maker's signature: whoever has it may accept it. */
export type SignedBlockQuote = { quote: BlockQuote; signature: Hex }

/** A quote as `signTypedData` and `verifyTypedData` take it. A maker with code answers for itself (ERC-1271). */
export const blockQuoteTypedData = (signedFor: SignedFor, quote: BlockQuote) =>
  ({
    domain: domainOf(signedFor),
    types: {
      BlockQuote: [
        { name: 'maker', type: 'address' },
        { name: 'taker', type: 'address' },
        { name: 'market', type: 'uint32' },
        { name: 'side', type: 'uint8' },
        { name: 'funding', type: 'uint8' },
        { name: 'tick', type: 'uint24' },
        { name: 'lots', type: 'uint56' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint32' },
      ],
    },
    primaryType: 'BlockQuote',
    message: quoteOf(quote),
  }) as const

/** Accepts a quote. @param takerFunding - What the caller, on the other side, pays with. */
export const takeBlock = (exchange: Address, { quote, signature }: SignedBlockQuote, takerFunding: Funding) =>
  ({
    address: exchange,
    abi: exchangeAbi,
    functionName: 'takeBlock',
    args: [quoteOf(quote), signature, takerFunding],
  }) as const

/** Fewest lots of a block trade in a market. */
export const blockMinimum = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'blockMinimum', args: [market] }) as const

/** A quote as the contract takes it, where the address 0 stands for anyone. */
const quoteOf = ({ taker = zeroAddress, ...quote }: BlockQuote) => ({ ...quote, taker })
