import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import type { FundedToken } from '../token/useFunding.ts'
import { AmountAction } from './AmountAction.tsx'
import { financingWords } from './words.ts'

/** Moves tokens of the wallet into the exchange, where they can be sold. Nothing if the exchange does not list them. */
export function DepositAction({ token }: { token: FundedToken }) {
  const words = useWords(financingWords)
  const { exchange } = useServices().config.deployment
  const { asset } = token
  if (asset === null) return null
  return (
    <AmountAction title={words.deposit} rule={words.depositRule} unit={token.name}>
      {(lots, clear) => (
        <FundedAction
          // What lies on the exchange already is not moved out to be moved in.
          token={{ ...token, asset: null }}
          spender={exchange}
          amount={lots}
          action={words.deposit}
          detail={words.depositRule}
          summary={`${words.deposit}: ${token.name}`}
          build={async (account) =>
            (await import('@gigahour/contracts/calls')).deposit(exchange, { asset, amount: lots, to: account })
          }
          onDone={clear}
        />
      )}
    </AmountAction>
  )
}
