import type { Market } from '@gigahour/indexer/api'
import type { Ref } from 'react'
import { useText } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/useNow.ts'
import { useSession } from '../wallet/session.ts'
import { useSwitchToChain } from '../wallet/useSwitchToChain.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'

type SubmitOrderProps = {
  ref: Ref<HTMLButtonElement>
  market: Market
  side: 'buy' | 'sell'
  isSending: boolean
  /** The account has less than the order needs. */
  isShort: boolean
  isBlocked: boolean
}

/** Says who signs; leads to one-click trading. */
function OneClick() {
  const text = useText()
  const { open } = useWalletDialog()
  const session = useSession()
  const now = useNow()
  const isActive = session !== null && session.expiry > now
  return (
    <button
      type="button"
      className="-mt-1 self-center text-2xs text-muted underline decoration-line-strong underline-offset-2 hover:text-fg pointer-coarse:h-8"
      onClick={() => open('session')}
    >
      {isActive ? text.ticket.signedHere : text.ticket.oneClick}
    </button>
  )
}

/** The one button of the ticket: whatever has to happen next before the order can go. */
export function SubmitOrder({ ref, market, side, isSending, isShort, isBlocked }: SubmitOrderProps) {
  const text = useText()
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const switchChain = useSwitchToChain()
  if (market.status !== 'trading') {
    return (
      <Button ref={ref} size="large" disabled>
        {text.ticket.ended}
      </Button>
    )
  }
  if (wallet.status === 'none' || wallet.status === 'connecting') {
    return (
      <Button look="primary" size="large" onClick={() => open('connect')}>
        {text.connect.connect}
      </Button>
    )
  }
  if (wallet.status === 'wrong network') {
    return (
      <Button look="primary" size="large" onClick={switchChain}>
        {text.connect.switchNetwork}
      </Button>
    )
  }
  return (
    <>
      {isShort && (
        <p role="alert" className="flex items-center justify-between gap-2 text-danger text-xs">
          {text.problem.notEnough}
          <button type="button" className="text-fg underline underline-offset-2" onClick={() => open('deposit')}>
            {text.account.deposit}
          </button>
        </p>
      )}
      <Button
        ref={ref}
        type="submit"
        size="large"
        look={side === 'buy' ? 'bid' : 'ask'}
        disabled={isSending || isBlocked || isShort}
      >
        {isSending ? text.ticket.sending : text.ticket.place[side]}
      </Button>
      <OneClick />
    </>
  )
}
