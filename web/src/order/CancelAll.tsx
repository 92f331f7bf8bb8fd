import type { AccountOrder } from '@gigahour/indexer/api'
import { useState } from 'react'
import { useText } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useCancel } from './useCancel.ts'

/** Cancels every open order, after asking. */
export function CancelAll({ orders }: { orders: readonly AccountOrder[] }) {
  const text = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button size="small" look="quiet" onClick={() => setAsking(true)}>
        {text.order.cancelAll}
      </Button>
      {isAsking && <CancelAllDialog orders={orders} onClose={() => setAsking(false)} />}
    </>
  )
}

type CancelAllDialogProps = { orders: readonly AccountOrder[]; onClose: () => void }

export function CancelAllDialog({ orders, onClose }: CancelAllDialogProps) {
  const text = useText()
  const cancel = useCancel()
  return (
    <Dialog title={text.order.cancelAll} onClose={onClose}>
      <div className="flex flex-col gap-4 p-4">
        <p>{text.order.cancelAllQuestion(orders.length)}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.action.keep}</Button>
          <Button
            look="danger"
            onClick={() => {
              onClose()
              void cancel(orders)
            }}
          >
            {text.order.cancelAll}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
