import { priceIndexAbi } from '@gigahour/contracts/abi'
import { balanceOf, cancelAfterOf } from '@gigahour/contracts/calls'
import { haltedUntil } from '@gigahour/contracts/halt'
import { depth, settlementPriceOf } from '@gigahour/contracts/market'
import { sessionKeyOf } from '@gigahour/contracts/session'
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
  const books = [Side.Bid, Side.Ask].map((side) => {
    const ours = depthText(sideOf(state, id, side, MAX_LEVELS))
    const call = depth(exchange, { market: id, side, maxLevels: MAX_LEVELS })
    return checkOf(call, `book of market ${id}, side ${side}`, ours, depthText)
  })
  if (!market?.series) return books
  const { settlement, haltedUntil: until } = market
  return [
    ...books,
    checkOf(haltedUntil(exchange, id), `halt of market ${id}`, `${until}`, (theirs) => `${theirs}`),
    checkOf(settlementPriceOf(exchange, id), `settlement of market ${id}`, `${settlement}`, ([isFixed, tick]) =>
      isFixed ? `${tick}` : 'null',
    ),
  ]
}

export function checkOfBalance(
  { exchange }: Contracts,
  [account, asset, free]: readonly [Address, number, bigint],
): Check {
  const what = `asset ${asset} of ${account}`
  return checkOf(balanceOf(exchange, account, asset), what, `${free}`, (theirs) => `${theirs}`)
}

/** Session keys and dead man's switches. */
export function checksOfAccess({ records }: State, { exchange }: Contracts): Check[] {
  const keys = [...records.sessionKeys.values()].filter(({ expiry }) => Number.isSafeInteger(expiry + 1))
  return [
    ...keys.map(({ owner, operator, expiry }) =>
      checkOf(
        sessionKeyOf(exchange, owner, operator),
        `key ${operator} of ${owner}`,
        `${expiry}`,
        ([theirs]) => `${theirs}`,
      ),
    ),
    ...[...records.cancelAfters.values()].map(({ owner, timestamp }) =>
      checkOf(cancelAfterOf(exchange, owner), `dead man's switch of ${owner}`, `${timestamp}`, (theirs) => `${theirs}`),
    ),
  ]
}

/** Prints that may still change, as the clock of the block has them. @param now - Its time, Unix seconds. */
export function checksOfPrints({ records, grades }: State, { priceIndex }: Contracts, now: number): Check[] {
  if (priceIndex === undefined) return []
  const index = { address: priceIndex, abi: priceIndexAbi, functionName: 'printOf' } as const
  return [...grades.keys()].flatMap((grade) =>
    openDays(now).map((day) => {
      const { status, isFinal, price, source, finalAt } = readPrint(records.prints, grade, day, now)
      const ours = `${status} ${isFinal} ${price ?? 0n} ${source ?? 0} ${finalAt ?? 0}`
      return checkOf(
        { ...index, args: [grade, day] } as const,
        `print of grade ${grade}, day ${day}`,
        ours,
        (theirs) => {
          const { status, isFinal, price, source, finalAt } = theirs
          return `${PRINT_STATUSES[status]} ${isFinal} ${price} ${source} ${finalAt}`
        },
      )
    }),
  )
}

/** A call of a view, as the contracts' client has it. */
type View<Code extends Abi, Name extends ContractFunctionName<Code, 'view'>> = {
  address: Address
  abi: Code
  functionName: Name
  args: ContractFunctionArgs<Code, 'view', Name>
}

function checkOf<const Code extends Abi, Name extends ContractFunctionName<Code, 'view'>>(
  { address, ...call }: View<Code, Name>,
  what: string,
  ours: string,
  text: (answer: ContractFunctionReturnType<Code, 'view', Name>) => string,
): Check {
  const data = encodeFunctionData(call as Parameters<typeof encodeFunctionData>[0])
  return {
    what,
    ours,
    to: address,
    data,
    theirs: (answer) => text(decodeFunctionResult({ ...call, data: answer } as never)),
  }
}

const depthText = (levels: readonly { tick: number; lots: bigint }[]): string =>
  levels.map(({ tick, lots }) => `${tick}:${lots}`).join(' ')
