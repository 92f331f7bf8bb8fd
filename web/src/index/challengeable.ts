import type { Print } from '@gigahour/indexer/api/prints'

const DAY = 86_400

/**
 * Whether anyone may challenge a print now: once its day is over and until it is final, and once alone. A price that was carried is challenged on
 * the day that it came from.
 */
export const isChallengeable = ({ status, isFinal, day, finalAt }: Print, now: number): boolean =>
  status === 'printed' && !isFinal && now >= (day + 1) * DAY && now < (finalAt ?? 0)
