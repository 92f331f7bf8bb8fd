import type { Market } from '@gigahour/indexer/api'
import { scaleOf, toInput } from '../format.ts'
import { useDraft } from '../order/draft.tsx'

/** Puts a price of the book into the ticket. An empty size takes the lots down to that price as well. */
export function useSetLevel(market: Market): (tick: number, lots: bigint) => void {
  const { draft, update } = useDraft()
  const scale = scaleOf(market)
  return (tick, lots) =>
    update({
      kind: 'limit',
      price: toInput(BigInt(tick), scale.priceDecimals),
      ...(draft.size === '' ? { size: toInput(lots, scale.sizeDecimals) } : {}),
    })
}
