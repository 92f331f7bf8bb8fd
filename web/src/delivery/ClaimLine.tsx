import type { Address } from 'viem'
import { formatMoney } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { deliveryWords } from './words.ts'

/** What the desk owes the account, and the button that pays it. Nothing if it owes nothing. */
export function ClaimLine({ desk, claimable }: { desk: Address; claimable: bigint }) {
  const words = useWords(deliveryWords)
  const wallet = useWallet()
  const send = useSend()
  if (claimable === 0n) return null
  const shown = formatMoney(claimable, undefined, { exact: true })
  const claim = () =>
    wallet.status === 'ready' &&
    send({
      summary: words.claimSummary(shown),
      build: async () => (await import('@gigahour/contracts/delivery')).claim(desk, wallet.address),
    })
  return (
    <div className="flex flex-wrap items-center gap-3 border-line border-b bg-raised px-3 py-2">
      <p className="text-sm">
        {words.claimable} <span className="figure">{shown}</span> USDC
        <span className="block text-2xs text-muted">{words.claimableHint}</span>
      </p>
      <Button look="primary" className="ml-auto" disabled={wallet.status !== 'ready'} onClick={() => void claim()}>
        {words.claim}
      </Button>
    </div>
  )
}
