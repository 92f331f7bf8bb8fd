import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { providerKey } from './queries.ts'
import { providerWords } from './words.ts'

/** Lists a token of the provider against USDC, on the grid of every series: makes it an asset first, unless it is one. */
export function ListButton({ token, symbol }: { token: Address; symbol: string }) {
  const text = useText()
  const words = useWords(providerWords)
  const wagmi = useConfig()
  const { config } = useServices()
  const { exchange, usdcAsset } = config.deployment
  const isReady = useWallet().status === 'ready'
  const send = useSend()
  const queryClient = useQueryClient()
  const [isBusy, setBusy] = useState(false)

  const list = async () => {
    const [{ clientOf }, listing, { SPOT_EXPONENTS }] = await Promise.all([
      import('../wallet/chain.ts'),
      import('@gigahour/contracts/listing'),
      import('@gigahour/contracts/credit'),
    ])
    const assetOf = () => clientOf(wagmi, config).readContract(listing.assetOf(exchange, token))
    const known = await assetOf()
    if (known === 0) {
      const made = await send({ summary: words.listAsset(symbol), build: () => listing.listAsset(exchange, token) })
      if (!made.ok) return
    }
    const base = known === 0 ? await assetOf() : known
    const terms = { base, quote: usdcAsset, ...SPOT_EXPONENTS }
    await send({ summary: words.listSpot(symbol), build: () => listing.listSpot(exchange, terms) })
    // The token itself has not changed, so that no stream tells of it.
    await queryClient.invalidateQueries({ queryKey: providerKey })
  }
  return (
    <Button
      disabled={!isReady || isBusy}
      onClick={() => {
        setBusy(true)
        void list()
          .catch(() =>
            showToast({ id: `list ${token}`, tone: 'danger', title: words.list, detail: text.write.network }),
          )
          .finally(() => setBusy(false))
      }}
    >
      {words.list}
    </Button>
  )
}
