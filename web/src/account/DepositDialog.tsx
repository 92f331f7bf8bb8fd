import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useConfig } from 'wagmi'
import { formatMoney, parseDecimal, SERIES_SCALE, toInput, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { depositWay } from './depositWay.ts'
import { FaucetButton } from './FaucetButton.tsx'
import { type StepState, Steps } from './Steps.tsx'
import { walletFundsQuery } from './walletFundsQuery.ts'
import { fundsWords } from './words.ts'

/** Deposits USDC in one transaction where a signature can allow it; elsewhere the exchange is approved for exactly the amount first. */
export function DepositDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const words = useWords(fundsWords)
  const services = useServices()
  const { usdc, usdcAsset, chainId } = services.config.deployment
  const wallet = useWallet()
  const address = wallet.status === 'ready' ? wallet.address : null
  const wagmi = useConfig()
  const funds = useQuery(walletFundsQuery(services, wagmi, address, usdc))
  const queryClient = useQueryClient()
  const send = useSend()
  const [amount, setAmount] = useState('')
  const [step, setStep] = useState<'idle' | 'approve' | 'deposit'>('idle')
  const parsed = parseDecimal(amount, SERIES_SCALE.quoteDecimals)
  const value = parsed.ok ? parsed.value : 0n
  const isTooMuch = funds.data !== undefined && value > funds.data.tokens
  const way = funds.data && depositWay(funds.data, value)
  const needsApproval = way?.by === 'approval'
  const signsFirst = funds.data?.permit !== undefined || way?.by === 'permit2'
  const error = amount === '' ? null : !parsed.ok ? text.problem.amountMalformed : isTooMuch ? words.walletShort : null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!address || !parsed.ok || value === 0n || isTooMuch || step !== 'idle') return
    const shown = formatMoney(value, SERIES_SCALE, { exact: true })
    if (needsApproval) {
      setStep('approve')
      const approved = await send({
        summary: text.write.approve(shown),
        build: (calls, exchange) => calls.approve(usdc, exchange, value),
      })
      if (!approved.ok) return setStep('idle')
    }
    setStep('deposit')
    const deposited = await send({
      summary: text.write.deposit(shown),
      build: async (calls, exchange, sign, now) => {
        const to = { asset: usdcAsset, to: address }
        if (way?.by === 'permit') {
          const { depositByPermit } = await import('./depositByPermit.ts')
          return depositByPermit(exchange, { ...to, amount: value, terms: way.terms, sign, now })
        }
        if (way?.by === 'permit2') {
          const { depositByPermit2 } = await import('./depositByPermit2.ts')
          return depositByPermit2(exchange, { ...to, token: usdc, amount: value, chainId, sign, now })
        }
        return calls.deposit(exchange, { ...to, amount: value })
      },
    })
    setStep('idle')
    await queryClient.invalidateQueries({ queryKey: ['wallet funds'] })
    if (deposited.ok) onClose()
  }
  const stateOf = (name: 'approve' | 'deposit'): StepState =>
    step === name
      ? 'active'
      : name === 'approve' && (step === 'deposit' || (value > 0n && !needsApproval))
        ? 'done'
        : 'waiting'
  return (
    <Dialog title={words.depositTitle} onClose={onClose}>
      <form
        aria-label={words.depositTitle}
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void submit(event)}
      >
        <Field
          label={words.amount}
          unit="USDC"
          placeholder="0.00"
          value={amount}
          onChange={setAmount}
          error={error}
          disabled={step !== 'idle'}
          aside={
            <span className="label">
              {words.inWallet}{' '}
              <button
                type="button"
                className="figure text-fg underline decoration-line-strong underline-offset-2"
                disabled={!funds.data}
                onClick={() => funds.data && setAmount(toInput(funds.data.tokens, SERIES_SCALE.quoteDecimals))}
              >
                {funds.data ? formatMoney(funds.data.tokens) : UNKNOWN}
              </button>
            </span>
          }
        />
        {funds.data && (funds.data.tokens === 0n || funds.data.gas === 0n) && <FaucetButton />}
        {funds.isError && <p className="text-warn text-xs">{text.write.network}</p>}
        <Steps
          steps={[
            ...(signsFirst
              ? []
              : [{ name: words.stepApprove, detail: words.stepApproveDetail, state: stateOf('approve') }]),
            {
              name: words.stepDeposit,
              detail: signsFirst ? words.stepPermitDetail : words.stepDepositDetail,
              state: stateOf('deposit'),
            },
          ]}
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={value === 0n || isTooMuch || !funds.data || step !== 'idle'}
        >
          {step === 'idle' ? text.account.deposit : text.ticket.sending}
        </Button>
      </form>
    </Dialog>
  )
}
