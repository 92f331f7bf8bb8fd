import type { Address } from 'viem'
import type { Redemption } from '../api/creditSchemas.ts'
import type { PageRequest, RowPage } from '../api/readModel.ts'
import { wired } from '../api/wired.ts'
import * as credits from '../market/credit.ts'
import type { State } from '../market/state.ts'
import { LIVE_ROWS, liveOf, newestOf } from './page.ts'

/** A redemption in its queue. `ahead`: lots that wait before it; `leaveFrom`: when its holder may leave, Unix seconds. */
type Waiting = { row: credits.Redemption; ahead: bigint; leaveFrom: number; at: credits.Redemption['at'] }

/** Redemptions of a credit, in the order of its queue: a credit numbers them from 1. */
function* queueOf({ records }: State, token: Address): Generator<Waiting> {
  const credit = records.credits.get(token)
  if (!credit) return
  // From default on nobody need wait: what is undelivered is paid from the bond.
  const defaultedAt = credit.default?.at.timestamp ?? Number.POSITIVE_INFINITY
  let ahead = 0n
  for (let number = 1; number <= credit.redemptions; number++) {
    const row = records.redemptions.get(credits.redemptionKey(token, number))
    if (!row) continue
    const leaveFrom = Math.min(credits.leaveFrom(row, credit.terms), defaultedAt)
    yield { row, ahead, leaveFrom, at: row.at }
    if (!row.left) ahead += row.lots - row.delivered
  }
}

export const redemptionsOf = (state: State, token: Address, page: PageRequest): RowPage<Redemption> =>
  newestOf(queueOf(state, token), page, redemptionJson)

export function holderRedemptions(state: State, holder: Address): Redemption[] {
  const theirs = [...state.records.redemptions.values()].filter((row) => row.holder === holder)
  return inTheirQueues(state, theirs)
}

/** Those that wait before those that do not, newer before older; a bounded number. */
export const liveRedemptions = (state: State): Redemption[] =>
  inTheirQueues(state, liveOf(state.records.redemptions.values(), isOver))

/**
 * What a block changed in queues: the redemptions that it touched, and as many of those that wait behind them as are told at once.
 *
 * @param defaulted - Credits that defaulted in the block: all that wait may leave.
 */
export function touchedRedemptions(
  state: State,
  touched: Iterable<credits.Redemption>,
  defaulted: Iterable<Address>,
): Redemption[] {
  const firsts = new Map<Address, number>([...defaulted].map((token) => [token, 0]))
  const named = new Set<string>()
  for (const { token, redemption } of touched) {
    named.add(credits.redemptionKey(token, redemption))
    firsts.set(token, Math.min(redemption, firsts.get(token) ?? redemption))
  }
  return [...firsts].flatMap(([token, first]) => {
    let behind = 0
    const rows: Redemption[] = []
    for (const waiting of queueOf(state, token)) {
      const { row } = waiting
      const isTouched = named.has(credits.redemptionKey(token, row.redemption))
      if (isTouched || (row.redemption > first && !isOver(row) && behind++ < LIVE_ROWS)) {
        rows.push(redemptionJson(waiting))
      }
    }
    return rows
  })
}

function inTheirQueues(state: State, wanted: readonly credits.Redemption[]): Redemption[] {
  const rows = new Set(wanted)
  const tokens = new Set(wanted.map(({ token }) => token))
  return [...tokens].flatMap((token) =>
    [...queueOf(state, token)].filter(({ row }) => rows.has(row)).map(redemptionJson),
  )
}

const isOver = ({ left, delivered, lots }: credits.Redemption): boolean => left || delivered === lots

function redemptionJson({ row, ahead, leaveFrom }: Waiting): Redemption {
  const { token, redemption, holder, lots, delivered, lastReceiptAt, left, at } = row
  const state = left ? 'left' : delivered === lots ? 'delivered' : 'queued'
  return wired({
    ...{ token, redemption, holder, lots, delivered, ahead, state, lastReceiptAt },
    leaveFrom: state === 'queued' ? leaveFrom : null,
    ...{ queuedAt: at.timestamp, block: at.block, transaction: at.transaction },
  })
}
