import type { Credit } from '@gigahour/indexer/api/credits'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Note } from '@gigahour/indexer/api/notes'
import { useState } from 'react'
import type { Address } from 'viem'
import { formatLots, shortAddress } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { FundedAction } from '../token/FundedAction.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { AmountAction } from './AmountAction.tsx'
import { DepositAction } from './DepositAction.tsx'
import { useFundedToken } from './useFundedToken.ts'
import { financingWords } from './words.ts'

const calls = () => import('@gigahour/contracts/note')

type BundleActionsProps = { bundle: Bundle; credit: Credit | undefined; note: Note | undefined }

/** Wraps credits and notes into bundles, and unwraps them. */
export function BundleActions({ bundle, credit, note }: BundleActionsProps) {
  const words = useWords(financingWords)
  const address = useAddress()
  const fundedToken = useFundedToken()
  const [readied, setReadied] = useState(0n)
  const at = bundle.token as Address
  const token = fundedToken(bundle.token, bundle.symbol)
  const creditToken = fundedToken(bundle.credit, credit?.symbol ?? shortAddress(bundle.credit))
  const noteToken = fundedToken(bundle.note, note?.symbol ?? shortAddress(bundle.note))
  if (!address) return <DepositAction token={token} />
  return (
    <>
      <AmountAction title={words.wrap} rule={words.wrapRule} unit={bundle.symbol}>
        {(lots, clear) => {
          const notes = lots * BigInt(bundle.notesPerCredit)
          // Two tokens are taken: the notes are readied first, then credits and notes go together.
          return lots > 0n && readied === lots ? (
            <FundedAction
              key="wrap"
              token={creditToken}
              spender={at}
              amount={lots}
              action={words.wrap}
              detail={words.wrapRule}
              summary={`${words.wrap}: ${formatLots(lots)} ${bundle.symbol}`}
              build={async () => (await calls()).wrapBundle(at, lots, address)}
              onDone={() => {
                setReadied(0n)
                clear()
              }}
            />
          ) : (
            <FundedAction
              key="notes"
              token={noteToken}
              spender={null}
              amount={notes}
              action={words.prepareNotes}
              detail={words.wrapRule}
              summary={`${words.prepareNotes}: ${formatLots(notes)} ${noteToken.name}`}
              build={async () => (await import('@gigahour/contracts/calls')).approve(noteToken.address, at, notes)}
              onDone={() => setReadied(lots)}
            />
          )
        }}
      </AmountAction>
      <AmountAction title={words.unwrap} rule={words.unwrapRule} unit={bundle.symbol}>
        {(lots, clear) => (
          <FundedAction
            token={token}
            spender={null}
            amount={lots}
            action={words.unwrap}
            detail={words.unwrapRule}
            summary={`${words.unwrap}: ${formatLots(lots)} ${bundle.symbol}`}
            build={async () => (await calls()).unwrapBundle(at, lots, address)}
            onDone={clear}
          />
        )}
      </AmountAction>
      <DepositAction token={token} />
    </>
  )
}
