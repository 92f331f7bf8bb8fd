import type { Market } from '@gigahour/indexer/api'

/** What a market's lots are valued at now, in ticks, as the indexer values positions: the settlement price, else the middle of the book, else the last price. */
export const liveMarkOf = ({ settlementTick, stats }: Market): number | null =>
  settlementTick ?? stats.mid ?? stats.last
