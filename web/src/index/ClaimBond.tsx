import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { formatMoney } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { indexWords } from './words.ts'

/** Asked again this often, milliseconds: a ruling comes days after the challenge. */
const POLL = 10_000

/** What a challenger was right about: its bond and the other side's, and the button that pays both. Nothing if the index owes nothing. */
export function ClaimBond() {
  const words = useWords(indexWords)
  const wagmi = useConfig()
  const { config } = useServices()
  const { priceIndex } = config.deployment
  const wallet = useWallet()
  const account = wallet.status === 'ready' ? wallet.address : null
  const queryClient = useQueryClient()
  const queryKey = ['claimable bond', account]
  const { data: claimable = 0n } = useQuery({
    queryKey,
    queryFn:
      account && priceIndex
        ? async () => (await import('../wallet/chainReads.ts')).claimableBond(wagmi, config, priceIndex, account)
        : skipToken,
    refetchInterval: POLL,
  })
  const send = useSend()
  if (!priceIndex || !account || claimable === 0n) return null
  const shown = formatMoney(claimable, undefined, { exact: true })
  const claim = async (index: Address, to: Address) => {
    const { claimBond } = await import('@gigahour/contracts/observation')
    await send({ summary: words.claimBondWrite(shown), build: () => claimBond(index, to) })
    await queryClient.invalidateQueries({ queryKey })
  }
  return (
    <div className="flex flex-wrap items-center gap-3 bg-raised px-3 py-2">
      <p className="text-sm">
        {words.claimableBond} <span className="figure">{shown}</span> USDC
        <span className="block text-2xs text-muted">{words.claimableBondRule}</span>
      </p>
      <Button look="primary" className="ml-auto" onClick={() => void claim(priceIndex, account)}>
        {words.claimBond}
      </Button>
    </div>
  )
}
