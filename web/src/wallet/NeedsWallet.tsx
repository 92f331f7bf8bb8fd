import { useText } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/states.tsx'
import { useWalletDialog } from './walletDialog.tsx'

/** Stands where something of the reader's account would be, as long as no wallet is connected. */
export function NeedsWallet({ title, detail }: { title: string; detail: string }) {
  const text = useText()
  const dialog = useWalletDialog()
  return (
    <Empty
      className="flex-1"
      title={title}
      detail={detail}
      action={
        <Button look="primary" onClick={() => dialog.open('connect')}>
          {text.connect.connect}
        </Button>
      }
    />
  )
}
