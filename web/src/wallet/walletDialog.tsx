import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'

const ConnectDialog = lazy(() => import('./ConnectDialog.tsx').then((m) => ({ default: m.ConnectDialog })))
const DepositDialog = lazy(() => import('../account/DepositDialog.tsx').then((m) => ({ default: m.DepositDialog })))
const WithdrawDialog = lazy(() => import('../account/WithdrawDialog.tsx').then((m) => ({ default: m.WithdrawDialog })))
const TransactionsDialog = lazy(() =>
  import('./TransactionsDialog.tsx').then((m) => ({ default: m.TransactionsDialog })),
)
const SessionDialog = lazy(() => import('./SessionDialog.tsx').then((m) => ({ default: m.SessionDialog })))

export type WalletDialogName = 'connect' | 'deposit' | 'withdraw' | 'transactions' | 'session'

type WalletDialogState = { open: (name: WalletDialogName) => void }

const WalletDialogContext = createContext<WalletDialogState>({ open: () => {} })

const DIALOGS = {
  connect: ConnectDialog,
  deposit: DepositDialog,
  withdraw: WithdrawDialog,
  transactions: TransactionsDialog,
  session: SessionDialog,
}

/** The dialogs about the wallet: any page opens them, one at a time. */
export function WalletDialogProvider({ children }: { children: ReactNode }) {
  const [name, open] = useState<WalletDialogName | null>(null)
  const value = useMemo(() => ({ open }), [])
  const Shown = name && DIALOGS[name]
  return (
    <WalletDialogContext value={value}>
      {children}
      {Shown && (
        <Suspense>
          <Shown onClose={() => open(null)} />
        </Suspense>
      )}
    </WalletDialogContext>
  )
}

export const useWalletDialog = (): WalletDialogState => useContext(WalletDialogContext)
