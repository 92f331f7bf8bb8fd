import { encodeBlockLink } from '@gigahour/contracts/blockLink'
import { type BlockQuote, blockQuoteTypedData } from '@gigahour/contracts/blockQuote'
import { randomNonce } from '@gigahour/contracts/nonce'
import { useConfig, useSignTypedData } from 'wagmi'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { showToast } from '../ui/toast.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { keepQuote } from './ownQuotes.ts'

/** @param lifetime - Seconds for which it may be accepted, by the chain's clock: the reader's may be hours off. */
export type QuoteTerms = Omit<BlockQuote, 'maker' | 'nonce' | 'deadline'> & { lifetime: number }

/** Has the wallet sign a quote: nothing is sent. @returns The text that its link carries; null if it was not signed. */
export function useSignQuote(): (terms: QuoteTerms) => Promise<string | null> {
  const wagmi = useConfig()
  const { config } = useServices()
  const maker = useAddress()
  const text = useText()
  const { mutateAsync: sign } = useSignTypedData()
  return async ({ lifetime, ...terms }) => {
    if (!maker) return null
    try {
      const { chainTime, requireAccount, requireChain } = await import('../wallet/chain.ts')
      await requireChain(wagmi, config)
      await requireAccount(wagmi, maker)
      const deadline = (await chainTime(wagmi, config)) + lifetime
      const quote = { ...terms, maker, nonce: randomNonce(), deadline }
      const signature = await sign({ ...blockQuoteTypedData(config.deployment, quote), account: maker })
      const link = encodeBlockLink({ quote, signature })
      keepQuote(config.deployment.blockHash, link)
      return link
    } catch (error) {
      const { describeFault, faultOf } = await import('../wallet/fault.ts')
      const fault = faultOf(error)
      const tone = fault.kind === 'declined' ? 'info' : 'danger'
      showToast({ id: 'sign quote', tone, title: await describeFault(fault, text) })
      return null
    }
  }
}
