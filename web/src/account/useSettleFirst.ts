import { useText } from '../i18n/text.tsx'
import { settleAll } from '../order/instructions.ts'
import { useSend } from '../wallet/useSend.ts'
import { useOrders } from './useAccount.ts'

/** Has filled orders credited before a write that can only use what is free. True if it may go on. */
export function useSettleFirst(): () => Promise<boolean> {
  const orders = useOrders()
  const send = useSend()
  const text = useText()
  return async () => {
    const batch = settleAll(orders.data ?? [])
    if (batch.length === 0) return true
    const sent = await send({ summary: text.write.credit, batch })
    return sent.ok
  }
}
