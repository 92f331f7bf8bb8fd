import type { WriteCall } from '@gigahour/contracts/calls'
import { useState } from 'react'
import type { Address } from 'viem'
import { parseDecimal } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { FundedAction } from '../token/FundedAction.tsx'
import type { FundedToken } from '../token/useFunding.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Missing, unfit } from './Missing.tsx'
import { providerWords } from './words.ts'

type AmountDialogProps = {
  title: string
  token: FundedToken
  /** The contract that takes the tokens; null if it is the token itself. */
  spender: Address | null
  action: string
  detail: string
  /** @param amount - Base units. */
  build: (amount: bigint) => Promise<WriteCall>
  onClose: () => void
}

/** Asks for one amount of a token, and does one thing with it. */
export function AmountDialog({ title, token, spender, action, detail, build, onClose }: AmountDialogProps) {
  const words = useWords(providerWords)
  const [typed, setTyped] = useState('')
  const parsed = parseDecimal(typed, token.decimals)
  const amount = parsed.ok ? parsed.value : 0n
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <FundedAction
            {...{ token, spender, amount, action, detail }}
            summary={`${title} · ${typed}`}
            build={() => build(amount)}
            onDone={onClose}
          />
          <Missing fields={unfit({ [words.amount]: amount > 0n })} />
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        <Field
          label={words.amount}
          unit={token.name}
          placeholder="0.00"
          value={typed}
          onChange={setTyped}
          error={typed === '' || amount > 0n ? null : words.numberRule(token.decimals)}
        />
      </div>
    </Dialog>
  )
}
