import type { Balance } from '@gigahour/indexer/api'
import { type FormEvent, useState } from 'react'
import { formatDecimal, parseDecimal, toInput } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Empty, Skeleton } from '../ui/states.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { assetName } from './assetName.ts'
import { Steps } from './Steps.tsx'
import { useBalances } from './useAccount.ts'
import { useSettleFirst } from './useSettleFirst.ts'
import { fundsWords } from './words.ts'

/** Withdraws USDC, or LONG and SHORT as ERC-20 tokens, to the wallet. */
export function WithdrawDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(fundsWords)
  const balances = useBalances()
  const assets = balances.data?.filter((balance) => BigInt(balance.free) + BigInt(balance.unsettled) > 0n) ?? []
  return (
    <Dialog title={words.withdrawTitle} onClose={onClose}>
      {balances.isPending ? (
        <Skeleton rows={4} rowHeight={36} />
      ) : assets.length === 0 ? (
        <Empty title={words.nothingToWithdraw} />
      ) : (
        <WithdrawForm assets={assets} onClose={onClose} />
      )}
    </Dialog>
  )
}

function WithdrawForm({ assets, onClose }: { assets: Balance[]; onClose: () => void }) {
  const text = useText()
  const words = useWords(fundsWords)
  const wallet = useWallet()
  const send = useSend()
  const settleFirst = useSettleFirst()
  const [chosen, setChosen] = useState(assets[0]?.asset)
  const [amount, setAmount] = useState('')
  const [step, setStep] = useState<'idle' | 'settle' | 'withdraw'>('idle')
  const balance = assets.find(({ asset }) => asset === chosen) ?? assets[0]
  if (!balance) return null
  const free = BigInt(balance.free)
  const available = free + BigInt(balance.unsettled)
  const parsed = parseDecimal(amount, balance.decimals)
  const value = parsed.ok ? parsed.value : 0n
  const isTooMuch = value > available
  const needsSettle = value > free
  const error =
    amount === '' ? null : !parsed.ok ? text.problem.amountMalformed : isTooMuch ? text.problem.notEnough : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (wallet.status !== 'ready' || !parsed.ok || value === 0n || isTooMuch || step !== 'idle') return
    if (needsSettle) {
      setStep('settle')
      if (!(await settleFirst())) return setStep('idle')
    }
    setStep('withdraw')
    const sent = await send({
      summary: text.write.withdraw(formatDecimal(value, balance.decimals, { minimum: 2 }), assetName(balance)),
      build: (calls, exchange) => calls.withdraw(exchange, { asset: balance.asset, amount: value, to: wallet.address }),
    })
    setStep('idle')
    if (sent.ok) onClose()
  }
  return (
    <form aria-label={words.withdrawTitle} className="flex flex-col gap-4 p-4" onSubmit={(event) => void submit(event)}>
      <label className="flex flex-col gap-1">
        <span className="label">{words.asset}</span>
        <select
          value={balance.asset}
          onChange={(event) => {
            setChosen(Number(event.target.value))
            setAmount('')
          }}
          className="h-9 rounded border border-line-strong bg-bg px-2 text-sm pointer-coarse:h-11"
        >
          {assets.map((each) => (
            <option key={each.asset} value={each.asset}>
              {assetName(each)}
            </option>
          ))}
        </select>
      </label>
      <Field
        label={words.amount}
        unit={assetName(balance)}
        placeholder="0.00"
        value={amount}
        onChange={setAmount}
        error={error}
        disabled={step !== 'idle'}
        aside={
          <span className="label">
            {text.account.available}{' '}
            <button
              type="button"
              className="figure text-fg underline decoration-line-strong underline-offset-2"
              onClick={() => setAmount(toInput(available, balance.decimals))}
            >
              {formatDecimal(available, balance.decimals, { minimum: 2 })}
            </button>
          </span>
        }
      />
      {needsSettle && !isTooMuch && (
        <Steps
          steps={[
            {
              name: words.stepSettle,
              detail: words.stepSettleDetail,
              state: step === 'settle' ? 'active' : step === 'withdraw' ? 'done' : 'waiting',
            },
            {
              name: text.account.withdraw,
              detail: words.stepWithdrawDetail,
              state: step === 'withdraw' ? 'active' : 'waiting',
            },
          ]}
        />
      )}
      <Button
        type="submit"
        look="primary"
        size="large"
        disabled={value === 0n || isTooMuch || step !== 'idle' || wallet.status !== 'ready'}
      >
        {step === 'idle' ? text.account.withdraw : text.ticket.sending}
      </Button>
    </form>
  )
}
