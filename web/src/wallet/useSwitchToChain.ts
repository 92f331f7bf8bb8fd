import { useSwitchChain } from 'wagmi'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { showToast } from '../ui/toast.tsx'

/** Asks the wallet to change to the page's chain. */
export function useSwitchToChain(): () => void {
  const { config } = useServices()
  const text = useText()
  const { mutate } = useSwitchChain()
  return () =>
    mutate(
      { chainId: config.deployment.chainId },
      {
        onError: () =>
          showToast({
            id: 'switch chain',
            tone: 'warn',
            title: text.connect.wrongNetwork,
            detail: text.connect.switchFailed,
          }),
      },
    )
}
