import { Side } from '@gigahour/contracts/side'
import { formatDecimal } from '@gigahour/contracts/units'
import type { Address } from 'viem'
import type { TradeReads } from '../api/tradeReads.ts'
import type { AccountAccess, Leg as LegJson } from '../api/tradeSchemas.ts'
import { wired } from '../api/wired.ts'
import type { Leg } from '../market/legs.ts'
import type { State } from '../market/state.ts'
import type { Store } from '../store/store.ts'
import { beforeOf } from './page.ts'

/** Average prices carry this many decimals of a tick; more are cut off. */
const AVERAGE_DECIMALS = 6

/** What trades in several markets and session keys look like at a commit. @param at - The state, and its time, Unix seconds. */
export const tradeModel = (store: Pick<Store, 'legs'>, at: () => { state: State; now: number }): TradeReads => ({
  legs: (taker, { limit, before }) =>
    store.legs(taker, limit, beforeOf(before)).map(({ legs, ...rest }) => ({
      ...wired({ id: `${rest.block}-${rest.logIndex}`, ...rest }),
      legs: legs.map((leg) => legJson(at().state, leg)),
    })),
  access: (account) => accessJson(at().state, account, at().now),
})

function legJson(state: State, { market: id, side, lots, tickLots, fee }: Leg): LegJson {
  const market = state.markets.get(id)
  const scaled = (tickLots * 10n ** BigInt(AVERAGE_DECIMALS)) / lots
  return wired({
    ...{ symbol: market?.symbol ?? `${id}`, side: side === Side.Bid ? ('buy' as const) : ('sell' as const), lots },
    averagePrice: formatDecimal(scaled, AVERAGE_DECIMALS).replace(/\.?0+$/, ''),
    fee: fee * (market?.unit ?? 1n),
  })
}

/** Who else may act for an account. @param now - Unix seconds. */
export function accessJson(state: State, account: Address, now: number): AccountAccess {
  const keys = [...state.records.sessionKeys.values()]
    .filter(({ owner, expiry }) => owner === account && expiry > 0)
    .map(({ operator, expiry }) => ({ operator, expiry, isActive: now <= expiry }))
  const { timestamp = 0 } = state.records.cancelAfters.get(account) ?? {}
  return { keys, cancelAfter: timestamp === 0 ? null : timestamp }
}
