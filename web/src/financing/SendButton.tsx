import type { WriteCall } from '@gigahour/contracts/calls'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { useText } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { FINANCING } from './queries.ts'

type SendButtonProps = {
  label: string
  rule: string
  /** What the list of transactions says of it. */
  summary: string
  build: (account: Address) => Promise<WriteCall>
  disabled?: boolean
  onDone?: () => void
}

/** One write that moves none of the wallet's tokens, as a button. Without a wallet it leads to one. */
export function SendButton({ label, rule, summary, build, disabled = false, onDone }: SendButtonProps) {
  const text = useText()
  const wallet = useWallet()
  const dialog = useWalletDialog()
  const send = useSend()
  const queryClient = useQueryClient()
  const [isSending, setSending] = useState(false)
  const run = async () => {
    if (wallet.status === 'none') return dialog.open('connect')
    if (wallet.status !== 'ready') return
    setSending(true)
    const sent = await send({ summary, build: () => build(wallet.address) })
    await queryClient.invalidateQueries({ queryKey: [FINANCING] })
    setSending(false)
    if (sent.ok) onDone?.()
  }
  return (
    <Button
      title={rule}
      disabled={disabled || isSending || wallet.status === 'connecting' || wallet.status === 'wrong network'}
      onClick={() => void run()}
    >
      {isSending ? text.ticket.sending : label}
    </Button>
  )
}
