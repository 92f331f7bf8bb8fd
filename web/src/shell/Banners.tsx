import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { useHealth } from '../status/useHealth.ts'
import { classes } from '../ui/classes.ts'
import { useSwitchToChain } from '../wallet/useSwitchToChain.ts'
import { useWallet } from '../wallet/useWallet.ts'

/** What is wrong with the whole page, if anything is. The worst comes alone. */
export function Banners() {
  const text = useText()
  const wallet = useWallet()
  const health = useHealth()
  const switchChain = useSwitchToChain()
  if (health.isOtherChain) return <Banner tone="danger">{text.banner.otherChain}</Banner>
  if (health.isRpcDown && health.stream === 'offline') return <Banner tone="danger">{text.banner.unreachable}</Banner>
  if (health.isRpcDown) return <Banner tone="danger">{text.banner.rpcDown}</Banner>
  if (wallet.status === 'wrong network') {
    return (
      <Banner tone="warn">
        {text.banner.wrongNetwork(wallet.chainId)}{' '}
        <button type="button" className="text-fg underline underline-offset-2" onClick={switchChain}>
          {text.connect.switchNetwork}
        </button>
      </Banner>
    )
  }
  if (health.stream === 'offline') return <Banner tone="warn">{text.banner.offline}</Banner>
  if (health.stream === 'stale') return <Banner tone="warn">{text.banner.stale}</Banner>
  return null
}

function Banner({ tone, children }: { tone: 'warn' | 'danger'; children: ReactNode }) {
  return (
    <p
      role="status"
      className={classes(
        'border-line border-b bg-raised px-3 py-1.5 text-xs',
        tone === 'warn' ? 'text-warn' : 'text-danger',
      )}
    >
      {children}
    </p>
  )
}
