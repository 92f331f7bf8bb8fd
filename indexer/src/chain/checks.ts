import { exchangeAbi, priceIndexAbi } from '@gigahour/contracts/abi'
import { Side } from '@gigahour/contracts/side'
import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
} from 'viem'
import { openDays, type PrintStatus, readPrint } from '../market/print.ts'
import type { State } from '../market/state.ts'
import { sideOf } from '../read/book.ts'

/** One thing that state and chain both say, as text. */
export type Check = {
  what: string
  ours: string
  to: Address
  /** The call of the view. */
  data: Hex
  /** What the view's answer says. */
  theirs: (answer: Hex) => string
}

/** Levels of a side that are compared, best first. */
const MAX_LEVELS = 1_000

/** By their number in the contract. */
const PRINT_STATUSES: readonly PrintStatus[] = ['pending', 'printed', 'challenged', 'resolved', 'carried', 'missing']

type Contracts = { exchange: Address; priceIndex?: Address | undefined }

/** The whole book of a market, its halt and its settlement price. */
export function checksOfMarket(state: State, { exchange }: Contracts, id: number): Check[] {
  const market = state.markets.get(id)
  const view = viewOf(exchange, exchangeAbi)
  const books = [Side.Bid, Side.Ask].map((side) => {
    const ours = depthText(sideOf(state, id, side, MAX_LEVELS))
    return view('depth', [id, side, BigInt(MAX_LEVELS)], `book of market ${id}, side ${side}`, ours, depthText)
  })
  if (!market?.series) return books
  const { settlement, haltedUntil } = market
  return [
    ...books,
    view('haltedUntil', [id], `halt of market ${id}`, `${haltedUntil}`, (until) => `${until}`),
    view('settlementPriceOf', [id], `settlement of market ${id}`, `${settlement}`, ([isFixed, tick]) =>
      isFixed ? `${tick}` : 'null',
    ),
  ]
}

export function checkOfBalance(
  { exchange }: Contracts,
  [account, asset, free]: readonly [Address, number, bigint],
): Check {
  const what = `asset ${asset} of ${account}`
  return viewOf(exchange, exchangeAbi)('balanceOf', [account, asset], what, `${free}`, (theirs) => `${theirs}`)
}

/** Session keys and dead man's switches. */
export function checksOfAccess({ records }: State, { exchange }: Contracts): Check[] {
  const view = viewOf(exchange, exchangeAbi)
  const keys = [...records.sessionKeys.values()].filter(({ expiry }) => Number.isSafeInteger(expiry + 1))
  return [
    ...keys.map(({ owner, operator, expiry }) =>
      view('operatorExpiry', [owner, operator], `key ${operator} of ${owner}`, `${expiry}`, (theirs) => `${theirs}`),
    ),
    ...[...records.cancelAfters.values()].map(({ owner, timestamp }) =>
      view('cancelAfterOf', [owner], `dead man's switch of ${owner}`, `${timestamp}`, (theirs) => `${theirs}`),
    ),
  ]
}

/** Prints that may still change, as the clock of the block has them. @param now - Its time, Unix seconds. */
export function checksOfPrints({ records, grades }: State, { priceIndex }: Contracts, now: number): Check[] {
  if (priceIndex === undefined) return []
  const view = viewOf(priceIndex, priceIndexAbi)
  return [...grades.keys()].flatMap((grade) =>
    openDays(now).map((day) => {
      const { status, isFinal, price, source, finalAt } = readPrint(records.prints, grade, day, now)
      const ours = `${status} ${isFinal} ${price ?? 0n} ${source ?? 0} ${finalAt ?? 0}`
      return view('printOf', [grade, day], `print of grade ${grade}, day ${day}`, ours, (theirs) => {
        const { status, isFinal, price, source, finalAt } = theirs
        return `${PRINT_STATUSES[status]} ${isFinal} ${price} ${source} ${finalAt}`
      })
    }),
  )
}

const viewOf =
  <const Code extends Abi>(to: Address, abi: Code) =>
  <Name extends ContractFunctionName<Code, 'view'>>(
    functionName: Name,
    args: ContractFunctionArgs<Code, 'view', Name>,
    what: string,
    ours: string,
    text: (answer: ContractFunctionReturnType<Code, 'view', Name>) => string,
  ): Check => {
    const call = { abi, functionName, args }
    const data = encodeFunctionData(call as Parameters<typeof encodeFunctionData>[0])
    return { what, ours, to, data, theirs: (answer) => text(decodeFunctionResult({ ...call, data: answer } as never)) }
  }

const depthText = (levels: readonly { tick: number; lots: bigint }[]): string =>
  levels.map(({ tick, lots }) => `${tick}:${lots}`).join(' ')
