import { ChevronDown } from 'lucide-react'
import { useDisconnect } from 'wagmi'
import { available } from '../account/holdings.ts'
import { useBalances } from '../account/useAccount.ts'
import { formatMoney, shortAddress, UNKNOWN } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Popover } from '../ui/Popover.tsx'
import { showToast } from '../ui/toast.tsx'
import { isUnderWay, useTransactionList } from './transactions.ts'
import { useSwitchToChain } from './useSwitchToChain.ts'
import { useWallet } from './useWallet.ts'
import { useWalletDialog } from './walletDialog.tsx'

/** The wallet in the header: connect, or who is connected and what they can spend. */
export function AccountButton() {
  const text = useText()
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const switchChain = useSwitchToChain()
  const { config, transactions } = useServices()
  const balances = useBalances()
  const disconnect = useDisconnect()
  const pending = useTransactionList(transactions).filter(isUnderWay).length
  if (wallet.status === 'none' || wallet.status === 'connecting') {
    return (
      <Button look="primary" disabled={wallet.status === 'connecting'} onClick={() => open('connect')}>
        {wallet.status === 'connecting' ? text.connect.opening : text.connect.connect}
      </Button>
    )
  }
  if (wallet.status === 'wrong network') {
    return (
      <Button look="danger" onClick={switchChain}>
        {text.connect.wrongNetwork}
      </Button>
    )
  }
  const { address } = wallet
  const money = balances.data ? formatMoney(available(balances.data, config.deployment.usdcAsset)) : UNKNOWN
  const copy = () =>
    void navigator.clipboard
      .writeText(address)
      .then(() => showToast({ id: 'copy', tone: 'info', title: text.account.copied }))
  return (
    <Popover
      label={text.account.menu}
      className="w-64 p-1"
      triggerClass="flex h-8 items-center gap-2 rounded border border-line-strong px-2.5 hover:bg-raised pointer-coarse:h-11"
      trigger={
        <>
          {pending > 0 && (
            <span className="figure rounded-sm bg-raised px-1 text-2xs text-info" title={text.write.status.pending}>
              {pending}
            </span>
          )}
          <span className="figure text-sm">{money}</span>
          <span className="text-muted text-xs max-md:hidden">USDC</span>
          <span className="figure border-line border-l pl-2 text-muted text-xs max-lg:hidden">
            {wallet.isDemo ? text.connect.demoShort : shortAddress(address)}
          </span>
          <ChevronDown size={14} aria-hidden className="text-muted" />
        </>
      }
    >
      {(close) => {
        const act = (run: () => void) => () => {
          close()
          run()
        }
        return (
          <div className="flex flex-col">
            <div className="border-line border-b px-3 py-2">
              {wallet.isDemo && <p className="text-accent text-xs">{text.connect.demo}</p>}
              <p className="figure text-xs" title={address}>
                {shortAddress(address)}
              </p>
            </div>
            <Item onClick={act(() => open('deposit'))}>{text.account.deposit}</Item>
            <Item onClick={act(() => open('withdraw'))}>{text.account.withdraw}</Item>
            <Item onClick={act(() => open('session'))}>{text.account.oneClick}</Item>
            <Item onClick={act(() => open('transactions'))}>{text.write.list}</Item>
            <Item onClick={act(copy)}>{text.account.copyAddress}</Item>
            <Item onClick={act(() => disconnect.mutate({}))}>{text.connect.disconnect}</Item>
          </div>
        )
      }}
    </Popover>
  )
}

function Item({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-8 items-center rounded px-3 text-left text-sm hover:bg-raised pointer-coarse:h-11"
    >
      {children}
    </button>
  )
}
