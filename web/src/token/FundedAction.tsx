import type { WriteCall } from '@gigahour/contracts/calls'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { type StepState, Steps } from '../account/Steps.tsx'
import { useBalances } from '../account/useAccount.ts'
import { useSettleFirst } from '../account/useSettleFirst.ts'
import { formatDecimal } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { planFunding } from './plan.ts'
import { tokenFundsKey, tokenFundsQuery } from './tokenFundsQuery.ts'
import { tokenWords } from './words.ts'

export type FundedToken = {
  address: Address
  /** Id in the exchange's ledger; null if it is not listed there. */
  asset: number | null
  name: string
  decimals: number
}

type FundedActionProps = {
  token: FundedToken
  /** The contract that takes the tokens; null if it is the token itself, which need not be approved. */
  spender: Address | null
  /** Base units; 0 while the form is not filled in. */
  amount: bigint
  /** True if the action may also be done without any. */
  mayBeNone?: boolean
  /** Name of the last step, and of the button. */
  action: string
  detail: string
  /** What the list of transactions says of it. */
  summary: string
  build: () => Promise<WriteCall>
  disabled?: boolean
  onDone: () => void
}

/** Gets tokens into the wallet, approves exactly the amount, then has the contract take them; each step is shown before it is signed. */
export function FundedAction(props: FundedActionProps) {
  const { token, spender, amount, action, detail, summary, build, disabled = false, onDone, mayBeNone = false } = props
  const words = useWords(tokenWords)
  const services = useServices()
  const wallet = useWallet()
  const wagmi = useConfig()
  const account = wallet.status === 'ready' ? wallet.address : null
  const query = tokenFundsQuery(services, wagmi, { account, token: token.address, spender: spender ?? token.address })
  const funds = useQuery(query)
  const balance = useBalances().data?.find(({ asset }) => asset === token.asset)
  const queryClient = useQueryClient()
  const settleFirst = useSettleFirst()
  const send = useSend()
  const [step, setStep] = useState<number | null>(null)
  const free = BigInt(balance?.free ?? 0)
  const unsettled = BigInt(balance?.unsettled ?? 0)
  const plan = funds.data && planFunding(amount, { ...funds.data, free, unsettled })
  const shown = (value: bigint) => `${formatDecimal(value, token.decimals, { minimum: 2 })} ${token.name}`

  const withdraw = (withdraws: bigint) =>
    send({
      summary: words.withdraw(shown(withdraws)),
      build: (calls, exchange) =>
        calls.withdraw(exchange, { asset: token.asset ?? 0, amount: withdraws, to: account as Address }),
    }).then(({ ok }) => ok)
  const approve = () =>
    spender === null
      ? Promise.resolve(true)
      : send({
          summary: words.approve(shown(amount)),
          build: (calls) => calls.approve(token.address, spender, amount),
        }).then(({ ok }) => ok)
  const act = () => send({ summary, build }).then(({ ok }) => ok)

  const steps = [
    ...(plan?.settles ? [{ name: words.settle, detail: words.settleDetail, run: settleFirst }] : []),
    ...(plan && plan.withdraws > 0n
      ? [
          {
            name: words.withdraw(shown(plan.withdraws)),
            detail: words.withdrawDetail,
            run: () => withdraw(plan.withdraws),
          },
        ]
      : []),
    ...(spender !== null && plan?.approves && amount > 0n
      ? [{ name: words.approve(shown(amount)), detail: words.approveDetail, run: approve }]
      : []),
    { name: action, detail, run: act },
  ]
  // While it runs the list stays as it was planned: what was done already must not vanish from it.
  const [running, setRunning] = useState<typeof steps | null>(null)

  const run = async () => {
    setRunning(steps)
    for (const [index, each] of steps.entries()) {
      setStep(index)
      if (await each.run()) continue
      finish()
      return
    }
    finish()
    onDone()
  }
  const finish = () => {
    setStep(null)
    setRunning(null)
    void queryClient.invalidateQueries({ queryKey: tokenFundsKey })
  }
  const stateOf = (index: number): StepState =>
    step === null || index > step ? 'waiting' : index === step ? 'active' : 'done'
  const isReady =
    plan !== undefined && plan.missing === 0n && (amount > 0n || mayBeNone) && account !== null && step === null
  return (
    <div className="flex flex-col gap-3">
      {funds.data && (
        <p className="text-muted text-xs">
          {words.have(shown(funds.data.held + free + unsettled))}{' '}
          {plan && plan.missing > 0n && <span className="text-danger">{words.missing(shown(plan.missing))}</span>}
        </p>
      )}
      {funds.isError && <p className="text-warn text-xs">{funds.error.message}</p>}
      <Steps
        steps={(running ?? steps).map((each, index) => ({
          name: each.name,
          detail: each.detail,
          state: stateOf(index),
        }))}
      />
      <Button look="primary" size="large" disabled={!isReady || disabled} onClick={() => void run()}>
        {step === null ? action : words.sending}
      </Button>
    </div>
  )
}
