import type { Market } from '@gigahour/indexer/api'
import { useState } from 'react'
import { useMarketOrders, useOrders } from '../account/useAccount.ts'
import { parseDecimal, scaleOf, toInput } from '../format.ts'
import { CancelAllDialog } from '../order/CancelAll.tsx'
import { useDraft } from '../order/draft.tsx'
import { useCancel } from '../order/useCancel.ts'
import { useShortcuts } from '../shell/useShortcuts.ts'

/** The keyboard of the trade page. */
export function TradeShortcuts({ market }: { market: Market }) {
  const { draft, update } = useDraft()
  const orders = useMarketOrders(market.symbol)
  const allOpen = (useOrders().data ?? []).filter((order) => order.status === 'open')
  const cancel = useCancel()
  const [isAsking, setAsking] = useState(false)
  const { sizeDecimals } = scaleOf(market)
  const resize = (direction: 1n | -1n) => {
    const parsed = parseDecimal(draft.size, sizeDecimals)
    const size = parsed.ok ? parsed.value : 0n
    // A step is a tenth of the size's leading digit: 1 at 10 to 100, 10 at 100 to 1,000.
    const step = 10n ** BigInt(Math.max(sizeDecimals, size.toString().length - 2))
    const next = size + direction * step
    update({ size: toInput(next > 0n ? next : step, sizeDecimals) })
  }
  const askToCancelAll = () => {
    if (allOpen.length > 0) setAsking(true)
  }
  useShortcuts({
    b: () => update({ side: 'buy', funding: 'auto' }),
    s: () => update({ side: 'sell', funding: 'auto' }),
    '[': () => resize(-1n),
    ']': () => resize(1n),
    c: () => {
      const latest = orders.reduce<(typeof orders)[number] | undefined>(
        (last, order) => (last && last.placedAt >= order.placedAt ? last : order),
        undefined,
      )
      if (latest) void cancel([latest])
    },
    C: askToCancelAll,
    Enter: focusSubmit,
  })
  return isAsking ? <CancelAllDialog orders={allOpen} onClose={() => setAsking(false)} /> : null
}

/** The button stands below the preview: the focus leads the eye there, a second Enter places the order. */
function focusSubmit() {
  document.querySelector<HTMLElement>('form button[type="submit"]')?.focus()
}
