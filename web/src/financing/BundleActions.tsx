import type { Credit } from '@gigahour/indexer/api/credits'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Note } from '@gigahour/indexer/api/notes'
import type { Address } from 'viem'
import { formatLots, shortAddress } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { FundedAction } from '../token/FundedAction.tsx'
import { AmountAction } from './AmountAction.tsx'
import { DepositAction } from './DepositAction.tsx'
import { useFundedToken } from './useFundedToken.ts'
import { financingWords } from './words.ts'

const calls = () => import('@gigahour/contracts/note')

type BundleActionsProps = { bundle: Bundle; credit: Credit | undefined; note: Note | undefined }

/** Wraps credits and notes into bundles, and unwraps them. */
export function BundleActions({ bundle, credit, note }: BundleActionsProps) {
  const words = useWords(financingWords)
  const fundedToken = useFundedToken()
  const at = bundle.token as Address
  const token = fundedToken(bundle.token, bundle.symbol)
  const creditToken = fundedToken(bundle.credit, credit?.symbol ?? shortAddress(bundle.credit))
  const noteToken = fundedToken(bundle.note, note?.symbol ?? shortAddress(bundle.note))
  const parts = words.partsOf(creditToken.name, bundle.notesPerCredit, noteToken.name)
  return (
    <>
      <AmountAction title={words.wrap} rule={words.wrapRule(parts)} unit={bundle.symbol}>
        {(lots, clear) => (
          <FundedAction
            token={creditToken}
            spender={at}
            amount={lots}
            also={{ token: noteToken, spender: at, amount: lots * BigInt(bundle.notesPerCredit) }}
            action={words.wrap}
            detail={words.wrapDetail(formatLots(lots), bundle.symbol)}
            summary={`${words.wrap}: ${formatLots(lots)} ${bundle.symbol}`}
            build={async (account) => (await calls()).wrapBundle(at, lots, account)}
            onDone={clear}
          />
        )}
      </AmountAction>
      <AmountAction title={words.unwrap} rule={words.unwrapRule(parts)} unit={bundle.symbol}>
        {(lots, clear) => (
          <FundedAction
            token={token}
            spender={null}
            amount={lots}
            action={words.unwrap}
            detail={words.unwrapDetail(
              `${formatLots(lots)} ${creditToken.name}`,
              `${formatLots(lots * BigInt(bundle.notesPerCredit))} ${noteToken.name}`,
            )}
            summary={`${words.unwrap}: ${formatLots(lots)} ${bundle.symbol}`}
            build={async (account) => (await calls()).unwrapBundle(at, lots, account)}
            onDone={clear}
          />
        )}
      </AmountAction>
      <DepositAction token={token} />
    </>
  )
}
