import type { Address, Hex } from 'viem'
import { readContract, signTypedData, verifyTypedData } from 'viem/actions'
import { cancelAll, explained, perform, readOwnOrders, type Signer } from './actions.ts'
import { type BlockQuote, blockQuoteTypedData, type SignedBlockQuote, takeBlock } from './blockQuote.ts'
import * as calls from './calls.ts'
import type { Deployment } from './deployment.ts'
import { depositActions } from './depositActions.ts'
import type { Instruction, Order } from './instruction.ts'
import { costBound, type Leg, previewLegs, takeLegs } from './legs.ts'
import { cancelNonces, noncesByWord, randomNonce } from './nonce.ts'
import { operationActions } from './operationActions.ts'
import { cancelOwnCrossing, type OwnOrder, settleOnTheWay } from './ownOrders.ts'
import { readActions } from './readActions.ts'
import { executeFor, type OperatorGrant, operatorGrantTypedData, setOperator, setOperatorBySig } from './session.ts'
import type { Funding } from './side.ts'
import type { Lots } from './units.ts'

/**
 * Everything that an account can do at an exchange, as actions of a viem client:
 * `createClient({ account, chain, transport }).extend(exchangeActions(deployment))`.
 *
 * What is sent is simulated first, and awaited until it is in a block.
 *
 * @throws {@link RevertedError} where the exchange refuses.
 */
export const exchangeActions = (deployment: Deployment) => (signer: Signer) => {
  const { exchange } = deployment
  const owner = signer.account.address
  const send = (call: calls.WriteCall) => perform(signer, call)

  return {
    ...readActions(deployment)(signer),
    ...operationActions(deployment)(signer),
    ...depositActions(deployment)(signer),

    place: (order: Order) => send(calls.place(exchange, order)),
    execute: (batch: readonly Instruction[]) => send(calls.execute(exchange, batch)),
    /** Takes from every leg or from none, for at most what the preview says and `slippage` hundredths of a percent of the notional. */
    takeLegs: async (legs: readonly Leg[], slippage: number) => {
      const preview = await explained(readContract(signer, previewLegs(exchange, legs)))
      return send(takeLegs(exchange, legs, costBound(preview, slippage)))
    },

    ownOrders: (slotCount: number): Promise<OwnOrder[]> => readOwnOrders(signer, { exchange, owner, slotCount }),
    /** Places an order behind the settlement of filled slots, and behind the cancels of own orders that it would trade with. */
    placeApart: (order: Order, own: readonly OwnOrder[]) =>
      send(calls.execute(exchange, settleOnTheWay(own, [...cancelOwnCrossing(own, order), order]))),
    cancel: (slots: readonly number[]) => send(calls.cancel(exchange, slots)),
    cancelAll: (slotCount: number) => cancelAll(signer, { exchange, slotCount }),
    settle: (account: Address, slots: readonly number[]) => send(calls.settle(exchange, account, slots)),
    cancelFor: (account: Address, slots: readonly number[]) => send(calls.cancelFor(exchange, account, slots)),
    setCancelAfter: (timestamp: number) => send(calls.setCancelAfter(exchange, timestamp)),

    /**
     * Several calls of the exchange in one transaction, as they are given: a deposit and the order that it pays, a take and the
     * withdrawal of what it got.
     */
    multicall: (several: readonly calls.WriteCall[]) => send(calls.multicall(exchange, several)),

    split: (market: number, lots: Lots) => send(calls.split(exchange, market, lots)),
    merge: (market: number, lots: Lots) => send(calls.merge(exchange, market, lots)),
    redeem: (market: number, held: { long: Lots; short: Lots }) => send(calls.redeem(exchange, market, held)),
    withdraw: (transfer: { asset: number; amount: bigint; to: Address }) => send(calls.withdraw(exchange, transfer)),

    setOperator: (operator: Address, expiry: bigint) => send(setOperator(exchange, operator, expiry)),
    signOperatorGrant: (grant: Omit<OperatorGrant, 'owner'>) =>
      signTypedData(signer, {
        account: signer.account,
        ...operatorGrantTypedData(deployment, { ...grant, owner }),
      }),
    /** Gives the session key that its owner has signed for, whoever sends it. */
    setOperatorBySig: (grant: OperatorGrant, signature: Hex) => send(setOperatorBySig(exchange, grant, signature)),
    /** Executes a batch for an account that has given the signer a session key. */
    executeFor: (account: Address, batch: readonly Instruction[]) => send(executeFor(exchange, account, batch)),

    signBlockQuote: async (terms: Omit<BlockQuote, 'maker' | 'nonce'>): Promise<SignedBlockQuote> => {
      const quote = { ...terms, maker: owner, nonce: randomNonce() }
      const { account } = signer
      return { quote, signature: await signTypedData(signer, { account, ...blockQuoteTypedData(deployment, quote) }) }
    },
    /** True if the quote's maker has signed it; a maker with code is asked itself. */
    verifyBlockQuote: ({ quote, signature }: SignedBlockQuote) =>
      verifyTypedData(signer, { address: quote.maker, signature, ...blockQuoteTypedData(deployment, quote) }),
    takeBlock: (signed: SignedBlockQuote, funding: Funding) => send(takeBlock(exchange, signed, funding)),
    cancelNonces: async (nonces: readonly bigint[]) => {
      for (const word of noncesByWord(nonces)) await send(cancelNonces(exchange, word))
    },
  }
}
