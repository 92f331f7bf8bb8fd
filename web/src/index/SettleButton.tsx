import { useState } from 'react'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { indexWords } from './words.ts'

/** Fixes the settlement price of a series whose days are all decided. Anyone may. */
export function SettleButton({ symbol, family }: { symbol: string; family: number }) {
  const text = useText()
  const words = useWords(indexWords)
  const wallet = useWallet()
  const send = useSend()
  const { settlement } = useServices().config.deployment
  const [isSending, setSending] = useState(false)
  if (!settlement) return null
  const settle = async () => {
    setSending(true)
    const { settlementAbi } = await import('@gigahour/contracts/abi')
    await send({
      summary: words.settleWrite(symbol),
      build: () => ({ address: settlement, abi: settlementAbi, functionName: 'settle', args: [family] }),
    })
    setSending(false)
  }
  return (
    <Button size="small" disabled={wallet.status !== 'ready' || isSending} onClick={() => void settle()}>
      {isSending ? text.ticket.sending : words.settle}
    </Button>
  )
}
