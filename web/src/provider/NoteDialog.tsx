import type { Credit } from '@gigahour/indexer/api/credits'
import { useState } from 'react'
import { type Address, zeroAddress } from 'viem'
import { cleanText, formatMoney, SERIES_SCALE } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { dayOf } from './day.ts'
import { Missing, unfit } from './Missing.tsx'
import { mostCoupon, type NoteDraft, numbersOf } from './noteDraft.ts'
import { providerWords } from './words.ts'

const NAME = /^[\x20-\x7e]{1,32}$/
const MONTH = 30 * 86_400

type NoteDialogProps = { factory: Address; credits: readonly Credit[]; onClose: () => void }

/** Issues a note; its reserve, if it has one, is locked with it. */
export function NoteDialog({ factory, credits, onClose }: NoteDialogProps) {
  const words = useWords(providerWords)
  const { usdc, usdcAsset } = useServices().config.deployment
  const { bySymbol } = useMarkets()
  const now = useChainTime() ?? 0
  const [draft, setDraft] = useState<NoteDraft>({
    name: '',
    symbol: '',
    productLine: 'whole business',
    issuePrice: '100',
    notes: '',
    share: '7.5',
    cap: '1.35',
    firstDue: dayOf(now + MONTH),
    coupons: '24',
    minimumCoupon: '',
    reserve: '',
    reserveUnits: '',
  })
  const set = (name: keyof NoteDraft) => (value: string) => setDraft((old) => ({ ...old, [name]: value }))
  const numbers = numbersOf(draft)
  const isDue = numbers.firstDue !== null && numbers.firstDue > now
  const most = mostCoupon(numbers)
  const missing = unfit({
    [words.name]: NAME.test(draft.name),
    [words.symbol]: NAME.test(draft.symbol),
    [words.productLine]: NAME.test(draft.productLine),
    [words.issuePrice]: numbers.issuePrice !== null,
    [words.noteCount]: numbers.lots !== null,
    [words.share]: numbers.shareBp !== null,
    [words.cap]: numbers.capBp !== null,
    [words.firstDue]: isDue,
    [words.coupons]: numbers.coupons !== null,
    [words.minimumCoupon]: numbers.minimumCoupon !== null,
    [words.reserveUnits]: numbers.reserveLots !== null,
  })
  const reserve = credits.find(({ token }) => token === draft.reserve)
  const listedAs = reserve?.market ? bySymbol.get(reserve.market) : undefined
  const named = draft.symbol === '' ? words.issueNote : words.issueNoteStep(draft.symbol)
  const text = (name: 'name' | 'symbol' | 'productLine', label: string) => (
    <Field
      label={label}
      inputMode="text"
      value={draft[name]}
      onChange={set(name)}
      error={draft[name] !== '' && !NAME.test(draft[name]) ? words.textRule : null}
    />
  )
  return (
    <Dialog
      title={words.issueNote}
      onClose={onClose}
      actions={
        <>
          <FundedAction
            token={
              reserve
                ? {
                    address: reserve.token as Address,
                    asset: listedAs?.base?.asset ?? null,
                    name: cleanText(reserve.symbol, 32),
                    decimals: 3,
                  }
                : { address: usdc, asset: usdcAsset, name: 'USDC', decimals: 6 }
            }
            spender={factory}
            amount={numbers.reserveLots ?? 0n}
            mayBeNone={!reserve}
            disabled={missing.length > 0}
            action={named}
            detail={words.issueNoteDetail}
            summary={named}
            build={async () =>
              (await import('@gigahour/contracts/note')).issueNote(
                factory,
                {
                  name: draft.name,
                  symbol: draft.symbol,
                  productLine: draft.productLine,
                  issuePrice: numbers.issuePrice ?? 0n,
                  lots: numbers.lots ?? 0n,
                  shareBp: numbers.shareBp ?? 0,
                  capBp: numbers.capBp ?? 0,
                  firstDue: BigInt(numbers.firstDue ?? 0),
                  coupons: numbers.coupons ?? 0,
                  minimumCoupon: numbers.minimumCoupon ?? 0n,
                  reserve: (reserve?.token as Address | undefined) ?? zeroAddress,
                },
                numbers.reserveLots ?? 0n,
              )
            }
            onDone={onClose}
          />
          <Missing fields={missing} />
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        {text('name', words.name)}
        {text('symbol', words.symbol)}
        {text('productLine', words.productLine)}
        <Field
          label={words.issuePrice}
          unit="USDC"
          value={draft.issuePrice}
          onChange={set('issuePrice')}
          error={
            draft.issuePrice !== '' && numbers.issuePrice === null ? words.numberRule(SERIES_SCALE.quoteDecimals) : null
          }
        />
        <Field
          label={words.noteCount}
          value={draft.notes}
          onChange={set('notes')}
          error={draft.notes !== '' && numbers.lots === null ? words.numberRule(SERIES_SCALE.sizeDecimals) : null}
        />
        <Field
          label={words.share}
          unit="%"
          value={draft.share}
          onChange={set('share')}
          error={numbers.shareBp === null ? words.shareRule : null}
        />
        <Field
          label={words.cap}
          unit="×"
          value={draft.cap}
          onChange={set('cap')}
          error={numbers.capBp === null ? words.capRule : null}
        />
        <Field
          label={words.firstDue}
          type="date"
          value={draft.firstDue}
          onChange={set('firstDue')}
          error={isDue ? null : words.firstDueRule}
        />
        <Field
          label={words.coupons}
          inputMode="numeric"
          value={draft.coupons}
          onChange={set('coupons')}
          error={numbers.coupons === null ? words.couponsRule : null}
        />
        <Field
          label={words.minimumCoupon}
          unit="USDC"
          value={draft.minimumCoupon}
          onChange={set('minimumCoupon')}
          error={
            draft.minimumCoupon === '' || numbers.minimumCoupon !== null
              ? null
              : most === null
                ? words.numberRule(SERIES_SCALE.quoteDecimals)
                : words.minimumCouponRule(formatMoney(most, undefined, { exact: true }))
          }
        />
        <Select
          label={words.reserve}
          options={[
            { id: '', label: words.noReserve },
            ...credits.map(({ token, symbol }) => ({ id: token, label: cleanText(symbol, 32) })),
          ]}
          value={draft.reserve}
          onChange={set('reserve')}
        />
        {reserve && (
          <Field
            label={words.reserveUnits}
            value={draft.reserveUnits}
            onChange={set('reserveUnits')}
            error={
              draft.reserveUnits !== '' && numbers.reserveLots === null
                ? words.numberRule(SERIES_SCALE.sizeDecimals)
                : null
            }
          />
        )}
      </div>
    </Dialog>
  )
}
