import { exchangeAbi } from '@gigahour/contracts/abi'
import { type BlockQuote, blockQuoteTypedData, takeBlock } from '@gigahour/contracts/blockQuote'
import * as calls from '@gigahour/contracts/calls'
import { Action, encodeOrderInstruction, type Instruction, type Order } from '@gigahour/contracts/instruction'
import { cancelNonces } from '@gigahour/contracts/nonce'
import { executeFor, setOperator } from '@gigahour/contracts/session'
import { collectFees } from '@gigahour/contracts/settings'
import { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { LocalAccount } from '../../src/chain/accounts.ts'
import type { NewOrder, Request, Step } from './request.ts'

const ACTIONS = {
  rest: Action.GoodTilCancelled,
  immediate: Action.ImmediateOrCancel,
  'all-or-nothing': Action.FillOrKill,
  'post-only': Action.PostOnly,
} as const
const SIDES = { bid: Side.Bid, ask: Side.Ask }
const FUNDINGS = { quote: Funding.Quote, token: Funding.Token }

export type Place = { chainId: number; exchange: Address; accounts: readonly LocalAccount[] }

/** The call that asks the chain for the same, in the client's words. */
export async function callOf(place: Place, request: Request): Promise<calls.WriteCall> {
  const { exchange, accounts } = place
  const address = (who: number): Address => (accounts[who] as LocalAccount).address
  switch (request.ask) {
    case 'place':
      return calls.place(exchange, orderOf(request.order))
    case 'batch':
      return calls.execute(exchange, request.steps.map(instructionOf))
    case 'batch for':
      return executeFor(exchange, address(request.owner), request.steps.map(instructionOf))
    case 'best effort':
      return calls.executeBestEffort(exchange, address(request.owner), request.steps.map(instructionOf))
    case 'legs': {
      // Past the client, which sorts legs: the contract is asked whether it minds.
      const words = request.legs.map((leg) => encodeOrderInstruction(orderOf(leg)))
      return { address: exchange, abi: exchangeAbi, functionName: 'takeLegs', args: [words, request.maxCost] }
    }
    case 'block':
      return blockOf(place, request)
    case 'cancel nonces':
      return cancelNonces(exchange, request)
    case 'cancel':
      return calls.cancel(exchange, request.slots)
    case 'cancel for':
      return calls.cancelFor(exchange, address(request.owner), request.slots)
    case 'settle':
      return calls.settle(exchange, address(request.owner), request.slots)
    case 'cancel after':
      return calls.setCancelAfter(exchange, request.timestamp)
    case 'operator':
      return setOperator(exchange, address(request.operator), {
        ...{ expiry: BigInt(request.expiry), quote: request.quote, budget: request.budget },
      })
    case 'split':
      return calls.split(exchange, request.market, request.lots as Lots)
    case 'merge':
      return calls.merge(exchange, request.market, request.lots as Lots)
    case 'redeem':
      return calls.redeem(exchange, request.market, { long: request.long as Lots, short: request.short as Lots })
    case 'deposit':
      return calls.deposit(exchange, { ...request, to: address(request.by) })
    case 'withdraw':
      return calls.withdraw(exchange, { ...request, to: address(request.by) })
    case 'collect':
      return collectFees(exchange, request.market)
  }
}

async function blockOf(
  { accounts, ...signedFor }: Place,
  { quote, takerFunding }: Extract<Request, { ask: 'block' }>,
): Promise<calls.WriteCall> {
  const maker = accounts[quote.maker] as LocalAccount
  const taker = quote.taker === null ? undefined : accounts[quote.taker]?.address
  const offered: BlockQuote = {
    maker: maker.address,
    ...(taker && { taker }),
    market: quote.market,
    side: SIDES[quote.side],
    funding: FUNDINGS[quote.funding],
    tick: quote.price as Tick,
    lots: quote.lots as Lots,
    nonce: quote.nonce,
    deadline: quote.deadline,
  }
  const signature = await maker.signTypedData(blockQuoteTypedData(signedFor, offered))
  return takeBlock(signedFor.exchange, { quote: offered, signature }, FUNDINGS[takerFunding])
}

const orderOf = ({ kind, market, side, funding, price, lots, slot, levels, deadline }: NewOrder): Order => ({
  action: ACTIONS[kind],
  side: SIDES[side],
  funding: FUNDINGS[funding],
  slot,
  market,
  tick: price as Tick,
  lots: lots as Lots,
  ...(levels && { maxLevels: levels }),
  ...(deadline && { deadline }),
})

function instructionOf(step: Step): Instruction {
  if (step.do === 'order') return orderOf(step.order)
  if (step.do === 'cancel after') return { action: Action.CancelAfter, timestamp: step.timestamp }
  return { action: step.do === 'cancel' ? Action.Cancel : Action.Settle, slot: step.slot }
}
