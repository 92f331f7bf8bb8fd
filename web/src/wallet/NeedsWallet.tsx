import { Empty } from '../ui/states.tsx'
import { ConnectButton } from './ConnectButton.tsx'

/** Stands where something of the reader's account would be, as long as no wallet is connected. */
export function NeedsWallet({ title, detail }: { title: string; detail: string }) {
  return <Empty className="flex-1" title={title} detail={detail} action={<ConnectButton />} />
}
