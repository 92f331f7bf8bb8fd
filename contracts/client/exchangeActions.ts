import type { Address, Hex } from 'viem'
import { readContract, signTypedData, verifyTypedData } from 'viem/actions'
import { cancelAll, explained, perform, readOwnOrders, type Signer, SLOTS_A_READ } from './actions.ts'
import { type BlockQuote, blockQuoteTypedData, type SignedBlockQuote, takeBlock } from './blockQuote.ts'
import * as calls from './calls.ts'
import type { Deployment } from './deployment.ts'
import { depositActions } from './depositActions.ts'
import type { Instruction, Order } from './instruction.ts'
import { costBound, type Leg, previewLegs, takeLegs } from './legs.ts'
import { cut, join, type Regrouping } from './market.ts'
import { cancelNonces, noncesByWord, randomNonce } from './nonce.ts'
import { operationActions } from './operationActions.ts'
import { cancelOwnCrossing, filledSlots, type OwnOrder, settleOnTheWay } from './ownOrders.ts'
import { readActions } from './readActions.ts'
import {
  executeFor,
  type OperatorGrant,
  operatorGrantTypedData,
  type SessionTerms,
  setOperator,
  setOperatorBySig,
} from './session.ts'
import type { Funding } from './side.ts'
import type { Lots } from './units.ts'

export type ExchangeActionsOptions = {
  /**
   * An account's orders are looked for in slots 0 … `slotCount` − 1, and what was filled of them is settled on the way of whatever may
   * need it. 0 leaves settling to the caller, and saves the look.
   */
  slotCount?: number
}

/**
 * Everything that an account can do at an exchange, as actions of a viem client:
 * `createClient({ account, chain, transport }).extend(exchangeActions(deployment))`.
 *
 * What is sent is simulated first, and awaited until it is in a block. What pays, pays with fills too: slots with filled lots are settled
 * in the same transaction, before it.
 *
 * @throws {@link RevertedError} where the exchange refuses.
 */
export const exchangeActions =
  (deployment: Deployment, { slotCount = SLOTS_A_READ }: ExchangeActionsOptions = {}) =>
  (signer: Signer) => {
    const { exchange } = deployment
    const owner = signer.account.address
    const send = (call: calls.WriteCall) => perform(signer, call)
    const ordersOf = (account: Address, count = slotCount): Promise<OwnOrder[]> =>
      readOwnOrders(signer, { exchange, owner: account, slotCount: count })
    /** Sends a call of the account's own, behind the settlement of its filled slots. */
    const sendSettled = async (call: calls.WriteCall) => {
      const filled = filledSlots(await ordersOf(owner))
      return send(filled.length === 0 ? call : calls.multicall(exchange, [calls.settle(exchange, owner, filled), call]))
    }

    return {
      ...readActions(deployment)(signer),
      ...operationActions(deployment)(signer),
      ...depositActions(deployment)(signer),

      place: (order: Order) => sendSettled(calls.place(exchange, order)),
      execute: async (batch: readonly Instruction[]) =>
        send(calls.execute(exchange, settleOnTheWay(await ordersOf(owner), batch))),
      /** {@link execute} as far as it goes, for the account itself or one that has given the signer a session key. */
      executeBestEffort: async (batch: readonly Instruction[], account: Address = owner) =>
        send(calls.executeBestEffort(exchange, account, settleOnTheWay(await ordersOf(account), batch))),
      /** Takes from every leg or from none, for at most what the preview says and `slippage` hundredths of a percent of the notional. */
      takeLegs: async (legs: readonly Leg[], slippage: number) => {
        const preview = await explained(readContract(signer, previewLegs(exchange, legs)))
        return sendSettled(takeLegs(exchange, legs, costBound(preview, slippage)))
      },

      ownOrders: (count = slotCount): Promise<OwnOrder[]> => ordersOf(owner, count),
      /** Places an order behind the settlement of filled slots, and behind the cancels of own orders that it would trade with. */
      placeApart: (order: Order, own: readonly OwnOrder[]) =>
        send(calls.execute(exchange, settleOnTheWay(own, [...cancelOwnCrossing(own, order), order]))),
      cancel: (slots: readonly number[]) => send(calls.cancel(exchange, slots)),
      cancelAll: (count = slotCount) => cancelAll(signer, { exchange, slotCount: count }),
      settle: (account: Address, slots: readonly number[]) => send(calls.settle(exchange, account, slots)),
      cancelFor: (account: Address, slots: readonly number[]) => send(calls.cancelFor(exchange, account, slots)),
      setCancelAfter: (timestamp: number) => send(calls.setCancelAfter(exchange, timestamp)),

      /**
       * Several calls of the exchange in one transaction, as they are given: a deposit and the order that it pays, a take and the
       * withdrawal of what it got.
       */
      multicall: (several: readonly calls.WriteCall[]) => send(calls.multicall(exchange, several)),

      split: (market: number, lots: Lots) => sendSettled(calls.split(exchange, market, lots)),
      merge: (market: number, lots: Lots) => sendSettled(calls.merge(exchange, market, lots)),
      cut: (regrouping: Regrouping) => sendSettled(cut(exchange, regrouping)),
      join: (regrouping: Regrouping) => sendSettled(join(exchange, regrouping)),
      redeem: (market: number, held: { long: Lots; short: Lots }) => sendSettled(calls.redeem(exchange, market, held)),
      withdraw: (transfer: { asset: number; amount: bigint; to: Address }) =>
        sendSettled(calls.withdraw(exchange, transfer)),

      setOperator: (operator: Address, terms: SessionTerms) => send(setOperator(exchange, operator, terms)),
      signOperatorGrant: (grant: Omit<OperatorGrant, 'owner'>) =>
        signTypedData(signer, {
          account: signer.account,
          ...operatorGrantTypedData(deployment, { ...grant, owner }),
        }),
      /** Gives the session key that its owner has signed for, whoever sends it. */
      setOperatorBySig: (grant: OperatorGrant, signature: Hex) => send(setOperatorBySig(exchange, grant, signature)),
      /** Executes a batch for an account that has given the signer a session key. */
      executeFor: async (account: Address, batch: readonly Instruction[]) =>
        send(executeFor(exchange, account, settleOnTheWay(await ordersOf(account), batch))),

      signBlockQuote: async (terms: Omit<BlockQuote, 'maker' | 'nonce'>): Promise<SignedBlockQuote> => {
        const quote = { ...terms, maker: owner, nonce: randomNonce() }
        const { account } = signer
        return { quote, signature: await signTypedData(signer, { account, ...blockQuoteTypedData(deployment, quote) }) }
      },
      /** True if the quote's maker has signed it; a maker with code is asked itself. */
      verifyBlockQuote: ({ quote, signature }: SignedBlockQuote) =>
        verifyTypedData(signer, { address: quote.maker, signature, ...blockQuoteTypedData(deployment, quote) }),
      takeBlock: (signed: SignedBlockQuote, funding: Funding) => sendSettled(takeBlock(exchange, signed, funding)),
      cancelNonces: async (nonces: readonly bigint[]) => {
        for (const word of noncesByWord(nonces)) await send(cancelNonces(exchange, word))
      },
    }
  }
