import { LOTS_PER_NOTE, salePrice } from '@gigahour/contracts/note'
import type { Note } from '@gigahour/indexer/api/notes'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { formatLots, formatMoney, formatUsdc, shortAddress } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import type { FundedToken } from '../token/useFunding.ts'
import { useNow } from '../ui/useNow.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { AmountAction } from './AmountAction.tsx'
import { collectableQuery } from './collectableQuery.ts'
import { creditsFor } from './creditsFor.ts'
import { DepositAction } from './DepositAction.tsx'
import { creditsQuery, ownFinancingQuery } from './queries.ts'
import { SendButton } from './SendButton.tsx'
import { StressPart } from './StressPart.tsx'
import { useFundedToken } from './useFundedToken.ts'
import { financingWords } from './words.ts'

const calls = () => import('@gigahour/contracts/note')

/** What a holder, or anyone, can do with a note as it stands. */
export function NoteActions({ note }: { note: Note }) {
  const words = useWords(financingWords)
  const now = useNow()
  const address = useAddress()
  const services = useServices()
  const { usdc, usdcAsset } = services.config.deployment
  const { data } = useQuery(ownFinancingQuery(services, address))
  const { data: collectable } = useQuery(collectableQuery(services, useConfig(), note, address))
  const reserve = useQuery(creditsQuery(services)).data?.find((credit) => credit.token === note.reserve)
  const reserveName = reserve?.symbol ?? shortAddress(note.reserve ?? '')
  const registration = data?.registrations.find(({ token }) => token === note.token)
  const at = note.token as Address
  const token = useFundedToken()(note.token, note.symbol)
  const money: FundedToken = { address: usdc, asset: usdcAsset, name: 'USDC', decimals: 6 }
  const summary = (action: string, lots?: bigint) =>
    `${action}: ${lots === undefined ? '' : `${formatLots(lots)} `}${note.symbol}`
  /** What so many notes have been paid, rounded up to be enough: what can be collected is used first. */
  const payBack = (lots: bigint) => (lots === 0n ? 0n : (lots * (BigInt(note.perToken) + 1n)) / LOTS_PER_NOTE + 1n)
  return (
    <>
      {note.saleOpen && now < note.firstDue && BigInt(note.unsold) > 0n && (
        <AmountAction title={words.buy} rule={words.buyRule} unit={note.symbol}>
          {(lots, clear) => (
            <FundedAction
              token={money}
              spender={at}
              amount={salePrice(lots, BigInt(note.issuePrice))}
              action={words.buy}
              detail={words.buyRule}
              summary={summary(words.buy, lots)}
              build={async (account) => (await calls()).buyNotes(at, lots, account)}
              onDone={clear}
            />
          )}
        </AmountAction>
      )}
      <AmountAction title={words.register} rule={words.registerRule} unit={note.symbol}>
        {(lots, clear) => (
          <FundedAction
            token={token}
            spender={null}
            amount={lots}
            action={words.register}
            detail={words.registerRule}
            summary={summary(words.register, lots)}
            build={async () => (await calls()).registerNotes(at, lots)}
            onDone={clear}
          />
        )}
      </AmountAction>
      {registration && (
        <AmountAction title={words.unregister} rule={words.unregisterRule} unit={note.symbol}>
          {(lots, clear) => (
            <FundedAction
              token={money}
              spender={at}
              amount={payBack(lots)}
              action={words.unregister}
              detail={words.unregisterRule}
              summary={summary(words.unregister, lots)}
              build={async (account) => (await calls()).unregisterNotes(at, lots, account)}
              onDone={clear}
            />
          )}
        </AmountAction>
      )}
      {note.state === 'conversion' && registration && (
        <AmountAction title={words.convert} rule={words.convertRule} unit={note.symbol}>
          {(lots, clear) => (
            <>
              <p className="text-muted text-xs">
                {words.convertDetail(
                  formatLots(creditsFor(note, lots)),
                  reserveName,
                  formatUsdc(note.conversion?.price),
                  formatLots(note.reserveLots),
                )}
              </p>
              <SendButton
                label={words.convert}
                rule={words.convertRule}
                summary={summary(words.convert, lots)}
                disabled={lots === 0n}
                build={async () => (await calls()).convertNotes(at, lots)}
                onDone={clear}
              />
            </>
          )}
        </AmountAction>
      )}
      <DepositAction token={token} />
      <StressPart note={note} />
      {registration && (
        <p className="px-3 pt-3 text-muted text-xs">
          {words.yours(
            formatLots(registration.lots),
            formatLots(registration.converting),
            formatMoney(registration.collected, undefined, { exact: true }),
          )}
        </p>
      )}
      <div className="flex flex-wrap gap-2 p-3 empty:hidden">
        {registration && (
          <SendButton
            label={
              collectable === undefined
                ? words.collect
                : words.collectAmount(formatMoney(collectable, undefined, { exact: true }))
            }
            rule={words.collectRule}
            disabled={collectable === 0n}
            summary={summary(words.collect)}
            build={async (account) => (await calls()).collectCoupons(at, account)}
          />
        )}
        {registration && registration.credits !== '0' && (
          <SendButton
            label={words.takeCredits(formatLots(registration.credits))}
            rule={words.takeCreditsRule}
            summary={summary(words.takeCredits(formatLots(registration.credits)))}
            build={async (account) => (await calls()).takeCredits(at, account)}
          />
        )}
        {note.conversion?.windowEnd != null && note.conversion.fixedAt === null && now >= note.conversion.windowEnd && (
          <SendButton
            label={words.fixConversion}
            rule={words.fixConversionRule}
            summary={summary(words.fixConversion)}
            build={async () => (await calls()).fixConversion(at)}
          />
        )}
      </div>
    </>
  )
}
