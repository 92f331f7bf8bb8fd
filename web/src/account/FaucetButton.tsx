import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { walletFundsKey } from './walletFundsQuery.ts'

/** Test USDC and gas, where the deployment has a faucet. */
export function FaucetButton() {
  const text = useText()
  const { config } = useServices()
  const address = useAddress()
  const queryClient = useQueryClient()
  const ask = useMutation({
    mutationFn: async (faucetUrl: string) => {
      const response = await fetch(faucetUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ address }),
      })
      if (!response.ok) throw new Error(`HTTP ${response.status}`)
    },
    onSuccess: () => {
      showToast({ id: 'faucet', tone: 'success', title: text.account.faucetDone, detail: text.account.faucetNext })
      return queryClient.invalidateQueries({ queryKey: walletFundsKey(address ?? '', config.deployment.usdc) })
    },
    onError: (error) =>
      showToast({ id: 'faucet', tone: 'warn', title: text.account.faucetFailed, detail: error.message }),
  })
  const { faucetUrl } = config
  if (!faucetUrl || !address) return null
  return (
    <Button look="primary" disabled={ask.isPending} onClick={() => ask.mutate(faucetUrl)}>
      {ask.isPending ? text.ticket.sending : text.account.faucet}
    </Button>
  )
}
