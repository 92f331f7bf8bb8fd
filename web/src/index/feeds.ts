import type { GradeIndex } from '@gigahour/indexer/api/prints'
import type { Settlement } from '@gigahour/indexer/api/settlement'
import type { DeltaData, SnapshotData } from '@gigahour/indexer/api/stream'
import { change, put, tell, tellEach } from '../indexer/cache.ts'
import { foldKnown } from '../indexer/fold.ts'
import { type Feed, useFeed } from '../indexer/live.ts'
import { indexKey, marksKey, printsKey, settlementsKey } from './queries.ts'

const gradeOf = ({ grade }: { grade: string }) => grade
const symbolOf = ({ symbol }: { symbol: string }) => symbol

export const indexFeed: Feed = {
  channel: { channel: 'index' },
  keys: [indexKey, printsKey],
  onSnapshot: (client, data) => {
    put<GradeIndex[]>(client, indexKey, data as SnapshotData['index'])
    tell(client, ...printsKey)
  },
  onDelta: (client, data) => {
    const grades = data as DeltaData['index']
    tellEach(client, printsKey, grades.map(gradeOf))
    return change<GradeIndex[]>(client, indexKey, (old) => foldKnown(old, grades, gradeOf))
  },
}

const settlementsFeed: Feed = {
  channel: { channel: 'settlements' },
  keys: [settlementsKey],
  onSnapshot: (client, data) => put<Settlement[]>(client, settlementsKey, data as SnapshotData['settlements']),
  onDelta: (client, data) =>
    change<Settlement[]>(client, settlementsKey, (old) => foldKnown(old, data as DeltaData['settlements'], symbolOf)),
}

const marksFeed: Feed = {
  channel: { channel: 'marks' },
  keys: [marksKey],
  onSnapshot: (client) => tell(client, ...marksKey),
  onDelta: (client, data) => {
    tellEach(client, marksKey, (data as DeltaData['marks']).map(symbolOf))
    return true
  },
}

/** Keeps prints, settlements and daily marks as the newest block has them. */
export function useIndexFeeds(): void {
  useFeed(indexFeed)
  useFeed(settlementsFeed)
  useFeed(marksFeed)
}
