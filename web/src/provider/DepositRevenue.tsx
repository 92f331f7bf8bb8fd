import { shareOf } from '@gigahour/contracts/note'
import type { Note } from '@gigahour/indexer/api/notes'
import { useState } from 'react'
import type { Address } from 'viem'
import { cleanText, formatMoney, formatPercent, parseDecimal, SERIES_SCALE } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Missing, unfit } from './Missing.tsx'
import { providerWords } from './words.ts'

/** Reports revenue and deposits the coupon that follows from it, or a larger one. */
export function DepositRevenue({ note, onClose }: { note: Note; onClose: () => void }) {
  const text = useText()
  const words = useWords(providerWords)
  const { usdc, usdcAsset } = useServices().config.deployment
  const [draft, setDraft] = useState({ revenue: '', coupon: '' })
  const revenue = parseDecimal(draft.revenue, SERIES_SCALE.quoteDecimals)
  const coupon = parseDecimal(draft.coupon, SERIES_SCALE.quoteDecimals)
  const least = revenue.ok ? shareOf(revenue.value, note.shareBp) : 0n
  const amount = draft.coupon === '' ? least : coupon.ok ? coupon.value : 0n
  const token = note.token as Address
  const isCoupon = amount >= least && (amount > 0n || draft.coupon === '')
  // Without revenue there is still a coupon, if one is typed.
  const missing = unfit({ [words.revenue]: revenue.ok, [words.coupon]: isCoupon && (amount > 0n || !revenue.ok) })
  const named = amount > 0n ? words.depositStep(formatMoney(amount, undefined, { exact: true })) : words.deposit
  return (
    <Dialog
      title={`${words.deposit} · ${cleanText(note.symbol, 32)}`}
      onClose={onClose}
      actions={
        <>
          <FundedAction
            token={{ address: usdc, asset: usdcAsset, name: 'USDC', decimals: SERIES_SCALE.quoteDecimals }}
            spender={token}
            amount={missing.length === 0 ? amount : 0n}
            action={named}
            detail={words.depositDetail}
            summary={`${named} · ${cleanText(note.symbol, 32)}`}
            build={async () =>
              (await import('@gigahour/contracts/note')).depositRevenue(token, revenue.ok ? revenue.value : 0n, amount)
            }
            onDone={onClose}
          />
          <Missing fields={missing} />
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        <Field
          label={words.revenue}
          unit="USDC"
          placeholder="0.00"
          value={draft.revenue}
          onChange={(value) => setDraft({ ...draft, revenue: value })}
          error={revenue.ok || draft.revenue === '' ? null : text.problem.amountMalformed}
        />
        <Field
          label={words.coupon}
          unit="USDC"
          placeholder={formatMoney(least, undefined, { exact: true })}
          value={draft.coupon}
          onChange={(value) => setDraft({ ...draft, coupon: value })}
          error={
            isCoupon
              ? null
              : coupon.ok && amount < least
                ? words.couponTooSmall
                : words.numberRule(SERIES_SCALE.quoteDecimals)
          }
          aside={
            <span className="label">
              {words.couponLeast(
                formatMoney(least, undefined, { exact: true }),
                formatPercent(note.shareBp / 10_000, { digits: 1 }),
              )}
            </span>
          }
        />
      </div>
    </Dialog>
  )
}
