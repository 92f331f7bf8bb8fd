import { useText } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { useWalletDialog } from './walletDialog.tsx'

/** Opens the choice of wallets, wherever one is missing. */
export function ConnectButton() {
  const text = useText()
  const dialog = useWalletDialog()
  return (
    <Button look="primary" onClick={() => dialog.open('connect')}>
      {text.connect.connect}
    </Button>
  )
}
