import { toLots } from '@gigahour/contracts/units'
import { useState } from 'react'
import { type Address, zeroAddress } from 'viem'
import { isNoticeOpen } from '../delivery/phase.ts'
import { formatLots, formatSpan, formatUtc, parseDecimal, SERIES_SCALE } from '../format.ts'
import { isSafeEndpoint } from '../gateway/gateway.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { milestonesOf } from '../time/targets.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty, Skeleton } from '../ui/states.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { MeterField } from './MeterField.tsx'
import { Missing, unfit } from './Missing.tsx'
import { meterIn } from './meterIn.ts'
import { providerWords } from './words.ts'

const LOTS_PER_HOUR = 1_000n

type OfferDialogProps = { desk: Address; onClose: () => void }

/** Offers hours of a deliverable month whose notice is open, with SHORT locked behind them. */
export function OfferDialog({ desk, onClose }: OfferDialogProps) {
  const words = useWords(providerWords)
  const now = useChainTime()
  const { query } = useMarkets()
  if (now === null || query.isPending) {
    return (
      <Dialog title={words.offerTitle} onClose={onClose}>
        <Skeleton rows={6} rowHeight={28} />
      </Dialog>
    )
  }
  const months = (query.data ?? []).filter(
    (market): market is Series =>
      market.kind === 'series' &&
      market.deliverable &&
      market.status === 'trading' &&
      isNoticeOpen(milestonesOf(market), now),
  )
  return months.length === 0 ? (
    <Dialog title={words.offerTitle} onClose={onClose}>
      <Empty title={words.noMonths} detail={words.noMonthsDetail} />
    </Dialog>
  ) : (
    <OfferForm {...{ desk, onClose, months, now }} />
  )
}

function OfferForm({ desk, onClose, months, now }: OfferDialogProps & { months: readonly Series[]; now: number }) {
  const text = useText()
  const words = useWords(providerWords)
  const locale = useLocale()
  const own = useAddress()
  const [draft, setDraft] = useState({
    symbol: months[0]?.symbol ?? '',
    hours: '',
    minimum: '1',
    site: '',
    endpoint: '',
    meter: '',
    terms: '',
  })
  const set = (name: keyof typeof draft) => (value: string) => setDraft((old) => ({ ...old, [name]: value }))
  const market = months.find(({ symbol }) => symbol === draft.symbol)
  if (!market) {
    // Its notice closed while the form was filled in: no other month takes its place unasked.
    return (
      <Dialog title={words.offerTitle} onClose={onClose}>
        <Empty title={words.noticeOver(draft.symbol)} detail={words.noMonthsDetail} />
      </Dialog>
    )
  }
  const { noticeClose } = milestonesOf(market)
  const lots = wholeHours(draft.hours)
  const minimum = wholeHours(draft.minimum)
  const isMinimum = minimum > 0n && (lots === 0n || minimum <= lots)
  const isEndpoint = isSafeEndpoint(draft.endpoint)
  const meter = meterIn(draft.meter, own)
  const missing = unfit({
    [words.hours]: lots > 0n,
    [words.minimum]: isMinimum,
    [words.site]: draft.site !== '' && draft.site.length <= 64,
    [words.endpoint]: isEndpoint,
    [words.meter]: meter !== null,
  })
  const named = lots > 0n ? words.offerStep(formatLots(lots), market.symbol) : words.makeOffer
  return (
    <Dialog
      title={words.offerTitle}
      onClose={onClose}
      actions={
        <>
          <FundedAction
            token={{
              address: market.short.token as Address,
              asset: market.short.asset,
              name: `${market.symbol} SHORT`,
              decimals: SERIES_SCALE.sizeDecimals,
            }}
            spender={desk}
            amount={missing.length === 0 ? lots : 0n}
            action={named}
            detail={words.offerStepDetail}
            summary={named}
            build={async () =>
              (await import('@gigahour/contracts/delivery')).makeOffer(desk, {
                market: market.market,
                lots: toLots(lots),
                minimum: toLots(minimum),
                meter: meter ?? zeroAddress,
                site: draft.site,
                endpoint: draft.endpoint,
                terms: draft.terms,
              })
            }
            onDone={onClose}
          />
          <Missing fields={missing} />
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <div>
          <Select
            label={words.series}
            options={months.map(({ symbol }) => ({ id: symbol, label: symbol }))}
            value={market.symbol}
            onChange={set('symbol')}
          />
          <p className="pt-1 text-muted text-xs">
            {words.noticeUntil(formatUtc(noticeClose, locale), formatSpan(noticeClose - now, locale))}
          </p>
        </div>
        <Field
          label={words.hours}
          unit={text.unit.hours}
          value={draft.hours}
          onChange={set('hours')}
          error={draft.hours !== '' && lots === 0n ? words.wholeHours : null}
        />
        <Field
          label={words.minimum}
          unit={text.unit.hours}
          value={draft.minimum}
          onChange={set('minimum')}
          error={isMinimum ? null : words.minimumRule}
        />
        <Field label={words.site} inputMode="text" maxLength={64} value={draft.site} onChange={set('site')} />
        <Field
          label={words.endpoint}
          inputMode="url"
          maxLength={256}
          value={draft.endpoint}
          onChange={set('endpoint')}
          error={draft.endpoint !== '' && !isEndpoint ? words.endpointRule : null}
        />
        <MeterField value={draft.meter} onChange={set('meter')} isFit={meter !== null} />
        <Field label={words.terms} inputMode="text" maxLength={1_000} value={draft.terms} onChange={set('terms')} />
      </div>
    </Dialog>
  )
}

/** Lots of whole hours; 0 for anything else. */
function wholeHours(typed: string): bigint {
  const parsed = parseDecimal(typed, SERIES_SCALE.sizeDecimals)
  return parsed.ok && parsed.value % LOTS_PER_HOUR === 0n ? parsed.value : 0n
}
