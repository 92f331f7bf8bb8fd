import { identityOf } from '../../src/chain/followed.ts'
import { Follower, type FollowerOptions, type Progress } from '../../src/chain/follower.ts'
import { Source } from '../../src/chain/source.ts'
import { openStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { FakeChain } from './fakeChain.ts'

/** A follower of a fake chain, with everything that it told. */
export function followerOf(
  chain: FakeChain,
  {
    store = openStore(':memory:', identityOf(chain.deployment)),
    ...options
  }: Partial<FollowerOptions> & { store?: Store } = {},
) {
  const told: Progress[] = []
  const troubles: string[] = []
  const follower = new Follower({
    ...{ source: new Source(chain.rpc, chain.deployment), store, firstBlock: 0, patience: 0 },
    events: {
      progress: (progress) => void told.push(progress),
      trouble: (error, remedy) => void troubles.push(`${remedy}: ${(error as Error).message}`),
    },
    ...options,
  })
  const catchUp = (): Promise<void> => follower.catchUp(new AbortController().signal)
  return { follower, store, told, troubles, catchUp }
}

/** Everything that a store says of a chain. How it came there – steps, reorgs – is left out. */
export function contentsOf(store: Store) {
  const rows = store.rows()
  const accounts = [...new Set(rows.balances.map(({ account }) => account))]
  const everything = { from: 0, to: Number.MAX_SAFE_INTEGER, limit: 1e6 }
  return {
    ...rows,
    header: store.checkpoint()?.header,
    fills: rows.markets.flatMap(({ id }) => store.fills(id, 1e6)),
    candles: rows.markets.flatMap(({ id }) =>
      [60, 300, 900, 3_600, 14_400, 86_400].map((s) => store.candles(id, s, everything)),
    ),
    history: {
      receipts: store.receipts(null, 1e6),
      creditEntries: store.creditEntries(null, 1e6),
      coupons: store.coupons(null, 1e6),
      points: rows.records.credits.flatMap(({ token }) => store.monitorPoints(token, everything)),
    },
    orders: accounts.flatMap((account) => store.orders(account, 1e6)),
    legs: store.legs(null, 1e6),
    marks: rows.markets.flatMap(({ id }) => store.marks(id, 1e6)),
    profits: accounts.flatMap((account) => store.profits(account, everything)),
    seriesRedemptions: accounts.flatMap((account) => store.seriesRedemptions(account, 1e6)),
  }
}
