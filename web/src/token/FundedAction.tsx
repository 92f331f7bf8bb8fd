import type { WriteCall } from '@gigahour/contracts/calls'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { type StepState, Steps } from '../account/Steps.tsx'
import { useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { ConnectButton } from '../wallet/ConnectButton.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { tokenFundsKey } from './tokenFundsQuery.ts'
import { type Step, type Taken, useFunding } from './useFunding.ts'
import { tokenWords } from './words.ts'

type FundedActionProps = Taken & {
  /** A second token that the same call takes. */
  also?: Taken
  /** True if the action may also be done without any. */
  mayBeNone?: boolean
  /** Name of the last step, and of the button. */
  action: string
  detail: string
  /** What the list of transactions says of it. */
  summary: string
  build: (account: Address) => Promise<WriteCall>
  disabled?: boolean
  onDone: () => void
}

/** Gets tokens into the wallet, approves exactly the amount, then has the contract take them; each step is shown before it is signed. */
export function FundedAction(props: FundedActionProps) {
  const { token, spender, amount, also = null, action, detail, summary, build, disabled = false, onDone } = props
  const words = useWords(tokenWords)
  const wallet = useWallet()
  const account = wallet.status === 'ready' ? wallet.address : null
  const fundings = [useFunding({ token, spender, amount }, account), useFunding(also, account)]
  const queryClient = useQueryClient()
  const send = useSend()
  const [step, setStep] = useState<number | null>(null)
  // While it runs the list stays as it was planned: what was done already must not vanish from it.
  const [running, setRunning] = useState<Step[] | null>(null)

  const act = async () => account !== null && (await send({ summary, build: () => build(account) })).ok
  const steps = [...uniqueSteps(fundings.flatMap((funding) => funding.steps)), { name: action, detail, run: act }]

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
  const isFilled = amount > 0n || props.mayBeNone === true
  const isReady = isFilled && fundings.every((funding) => funding.isReady) && step === null
  if (wallet.status === 'none') {
    return (
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted text-xs">{words.needsWallet}</p>
        <ConnectButton />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      {fundings.map(
        ({ have, missing, error }, index) =>
          (have ?? error) && (
            // biome-ignore lint/suspicious/noArrayIndexKey: always the same two.
            <p key={index} className={error ? 'text-warn text-xs' : 'text-muted text-xs'}>
              {have ?? error?.message} {missing && <span className="text-danger">{missing}</span>}
            </p>
          ),
      )}
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

/** Filled orders are credited once, whatever tokens they hold. */
const uniqueSteps = (steps: readonly Step[]): Step[] =>
  steps.filter(({ name }, index) => steps.findIndex((each) => each.name === name) === index)
