import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { explained } from './actions.ts'
import { blockMinimum } from './blockQuote.ts'
import { balanceOf, cancelAfterOf, previewTake } from './calls.ts'
import type { Deployment } from './deployment.ts'
import { haltedUntil, haltPause, longestHalt } from './halt.ts'
import type { Order } from './instruction.ts'
import { type Leg, previewLegs } from './legs.ts'
import { assetOf, familyOf, gradeCount, gradeOf, marketOfSymbol, seriesOf, tokenOf } from './listing.ts'
import { depth, finalPriceOf, marketCount, marketOf, settlementPriceOf } from './market.ts'
import { isNonceUsed } from './nonce.ts'
import { grantEpoch, sessionKeyOf } from './session.ts'
import { defaultTakerFee, feeRecipient, guardian, highestTakerFee, ownerOf, pendingOwner } from './settings.ts'
import type { Side } from './side.ts'

/**
 * Everything that an exchange can be asked, as actions of a viem client; none needs an account.
 *
 * @throws {@link RevertedError} where the exchange refuses.
 */
export const readActions =
  ({ exchange, seriesRegistry }: Pick<Deployment, 'exchange' | 'seriesRegistry'>) =>
  (client: Client) => ({
    marketCount: () => explained(readContract(client, marketCount(exchange))),
    marketOf: (market: number) => explained(readContract(client, marketOf(exchange, market))),
    /** Market of a symbol, e.g. `H100Z26`; 0 if no series has it. */
    marketOfSymbol: (symbol: string) => explained(readContract(client, marketOfSymbol(seriesRegistry, symbol))),
    gradeCount: () => explained(readContract(client, gradeCount(seriesRegistry))),
    gradeOf: (grade: number) => explained(readContract(client, gradeOf(seriesRegistry, grade))),
    seriesOf: (market: number) => explained(readContract(client, seriesOf(seriesRegistry, market))),
    familyOf: (family: number) => explained(readContract(client, familyOf(seriesRegistry, family))),
    /** Price levels of one side, best first. */
    depth: (market: number, side: Side, maxLevels: number) =>
      explained(readContract(client, depth(exchange, { market, side, maxLevels }))),
    /** Settlement price of a family, in ticks; `undefined` while it has none. */
    finalPriceOf: async (family: number): Promise<number | undefined> => {
      const [isFixed, tick] = await explained(readContract(client, finalPriceOf(exchange, family)))
      return isFixed ? tick : undefined
    },
    /** What a LONG of a series pays, in ticks; `undefined` while that is not settled. */
    settlementPriceOf: async (market: number): Promise<number | undefined> => {
      const [isFixed, tick] = await explained(readContract(client, settlementPriceOf(exchange, market)))
      return isFixed ? tick : undefined
    },
    blockMinimum: (market: number) => explained(readContract(client, blockMinimum(exchange, market))),
    previewTake: (order: Order) => explained(readContract(client, previewTake(exchange, order))),
    /** What legs would come to now: net cost, and the take of each leg by ascending market. */
    previewLegs: (legs: readonly Leg[]) => explained(readContract(client, previewLegs(exchange, legs))),

    assetOf: (token: Address) => explained(readContract(client, assetOf(exchange, token))),
    tokenOf: (asset: number) => explained(readContract(client, tokenOf(exchange, asset))),
    balanceOf: (account: Address, asset: number) =>
      explained(readContract(client, balanceOf(exchange, account, asset))),
    cancelAfterOf: (account: Address) => explained(readContract(client, cancelAfterOf(exchange, account))),
    /** A session key: last second, Unix seconds (0 if there is none), asset of its markets, what is left of its budget. */
    sessionKeyOf: async (account: Address, operator: Address) => {
      const [expiry, quote, left] = await explained(readContract(client, sessionKeyOf(exchange, account, operator)))
      return { expiry, quote, left }
    },
    grantEpoch: (account: Address) => explained(readContract(client, grantEpoch(exchange, account))),
    isNonceUsed: (account: Address, nonce: bigint) =>
      explained(readContract(client, isNonceUsed(exchange, account, nonce))),

    haltedUntil: (market: number) => explained(readContract(client, haltedUntil(exchange, market))),
    longestHalt: () => explained(readContract(client, longestHalt(exchange))),
    haltPause: () => explained(readContract(client, haltPause(exchange))),
    defaultTakerFee: () => explained(readContract(client, defaultTakerFee(exchange))),
    highestTakerFee: () => explained(readContract(client, highestTakerFee(exchange))),
    feeRecipient: () => explained(readContract(client, feeRecipient(exchange))),
    guardian: () => explained(readContract(client, guardian(exchange))),
    owner: () => explained(readContract(client, ownerOf(exchange))),
    pendingOwner: () => explained(readContract(client, pendingOwner(exchange))),
  })
