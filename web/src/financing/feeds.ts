import type { Credit } from '@gigahour/indexer/api/credits'
import type { Bundle, FinancingRow } from '@gigahour/indexer/api/financing'
import type { Monitor } from '@gigahour/indexer/api/monitor'
import type { Note } from '@gigahour/indexer/api/notes'
import type { DeltaData, SnapshotData } from '@gigahour/indexer/api/stream'
import { change, put, tell, tellEach } from '../indexer/cache.ts'
import { foldKnown } from '../indexer/fold.ts'
import { type Feed, useFeed } from '../indexer/live.ts'
import { providerKey } from '../provider/queries.ts'
import {
  bundlesKey,
  couponsKey,
  creditsKey,
  historiesKey,
  monitorKey,
  notesKey,
  overviewKey,
  ownFinancingKey,
  redemptionsKey,
} from './queries.ts'

const tokenOf = ({ token }: { token: string }) => token
const issuerOf = ({ issuer }: { issuer: string }) => issuer

export const creditsFeed: Feed = {
  channel: { channel: 'credits' },
  keys: [creditsKey, redemptionsKey, ownFinancingKey, providerKey],
  onSnapshot: (client, data) => {
    put<Credit[]>(client, creditsKey, (data as SnapshotData['credits']).credits)
    for (const key of [redemptionsKey, ownFinancingKey, providerKey]) tell(client, ...key)
  },
  onDelta: (client, data) => {
    const { credits, redemptions, events } = data as DeltaData['credits']
    tellEach(client, redemptionsKey, redemptions.map(tokenOf))
    tellEach(client, ownFinancingKey, [
      ...redemptions.map(({ holder }) => holder),
      ...events.map(({ account }) => account),
    ])
    tellEach(client, providerKey, credits.map(issuerOf))
    return change<Credit[]>(client, creditsKey, (old) => foldKnown(old, credits, tokenOf))
  },
}

export const notesFeed: Feed = {
  channel: { channel: 'notes' },
  keys: [notesKey, couponsKey, ownFinancingKey, providerKey],
  onSnapshot: (client, data) => {
    put<Note[]>(client, notesKey, (data as SnapshotData['notes']).notes)
    for (const key of [couponsKey, ownFinancingKey, providerKey]) tell(client, ...key)
  },
  onDelta: (client, data) => {
    const { notes, coupons, registrations } = data as DeltaData['notes']
    tellEach(client, couponsKey, coupons.map(tokenOf))
    tellEach(
      client,
      ownFinancingKey,
      registrations.map(({ holder }) => holder),
    )
    tellEach(client, providerKey, notes.map(issuerOf))
    return change<Note[]>(client, notesKey, (old) => foldKnown(old, notes, tokenOf))
  },
}

const bundlesFeed: Feed = {
  channel: { channel: 'bundles' },
  keys: [bundlesKey],
  onSnapshot: (client, data) => put<Bundle[]>(client, bundlesKey, data as SnapshotData['bundles']),
  onDelta: (client, data) =>
    change<Bundle[]>(client, bundlesKey, (old) => foldKnown(old, data as DeltaData['bundles'], tokenOf)),
}

const overviewFeed: Feed = {
  channel: { channel: 'financing' },
  keys: [overviewKey],
  onSnapshot: (client, data) => put<FinancingRow[]>(client, overviewKey, data as SnapshotData['financing']),
  onDelta: (client, data) =>
    change<FinancingRow[]>(client, overviewKey, (old) => foldKnown(old, data as DeltaData['financing'], tokenOf)),
}

export const monitorFeed: Feed = {
  channel: { channel: 'monitor' },
  keys: [monitorKey, historiesKey],
  onSnapshot: (client, data) => {
    put<Monitor>(client, monitorKey, data as SnapshotData['monitor'])
    tell(client, ...historiesKey)
  },
  onDelta: (client, data) => {
    const next = data as DeltaData['monitor']
    const before = new Map(
      client.getQueryData<Monitor>(monitorKey)?.credits.map(({ token, now }) => [token, now.start]),
    )
    // An hour that is over has become history.
    const turned = next.credits.filter(({ token, now }) => before.get(token) !== now.start)
    put<Monitor>(client, monitorKey, next)
    tellEach(client, historiesKey, turned.map(tokenOf))
    return true
  },
}

/** Keeps credits and notes, and what hangs on them, as the newest block has them. */
export function useIssuedFeeds(isShown = true): void {
  useFeed(isShown ? creditsFeed : null)
  useFeed(isShown ? notesFeed : null)
}

/** The same of every kind of instrument. */
export function useInstrumentFeeds(): void {
  useIssuedFeeds()
  useFeed(bundlesFeed)
}

export const useOverviewFeed = (): void => useFeed(overviewFeed)

export const useMonitorFeed = (): void => useFeed(monitorFeed)
