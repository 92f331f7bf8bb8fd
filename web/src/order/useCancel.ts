import type { AccountOrder } from '@gigahour/indexer/api'
import { useOrders } from '../account/useAccount.ts'
import { useText } from '../i18n/text.tsx'
import { useSend } from '../wallet/useSend.ts'
import { cancelBatch } from './instructions.ts'

/** Cancels orders in one batch; what filled orders have coming is credited along with it. */
export function useCancel(): (orders: readonly AccountOrder[]) => Promise<void> {
  const known = useOrders()
  const send = useSend()
  const text = useText()
  return async (orders) => {
    const [first] = orders
    if (!first) return
    const slots = orders.map((order) => order.slot)
    await send(
      {
        summary: orders.length === 1 ? text.write.cancelOne(first.symbol) : text.write.cancelMany(orders.length),
        batch: cancelBatch(slots, known.data ?? []),
      },
      () => text.write.cancelled,
    )
  }
}
