import { toLots } from '@gigahour/contracts/units'
import { useState } from 'react'
import { type Address, isAddress, zeroAddress } from 'viem'
import { formatLots, parseDecimal, SERIES_SCALE } from '../format.ts'
import { isSafeEndpoint } from '../gateway/gateway.ts'
import { useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { Empty } from '../ui/states.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { providerWords } from './words.ts'

const LOTS_PER_HOUR = 1_000n

type OfferDialogProps = { desk: Address; onClose: () => void }

/** Offers hours of a deliverable month, with SHORT locked behind them. */
export function OfferDialog({ desk, onClose }: OfferDialogProps) {
  const words = useWords(providerWords)
  const { query } = useMarkets()
  const months = (query.data ?? []).filter(
    (market): market is Series => market.kind === 'series' && market.deliverable && market.status === 'trading',
  )
  return (
    <Dialog title={words.offerTitle} onClose={onClose}>
      {months.length === 0 ? <Empty title={words.noSeries} /> : <OfferForm {...{ desk, onClose, months }} />}
    </Dialog>
  )
}

function OfferForm({ desk, onClose, months }: OfferDialogProps & { months: readonly Series[] }) {
  const text = useText()
  const words = useWords(providerWords)
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
  const market = months.find(({ symbol }) => symbol === draft.symbol) ?? months[0]
  if (!market) return null
  const lots = wholeHours(draft.hours)
  const minimum = wholeHours(draft.minimum)
  const isEndpoint = isSafeEndpoint(draft.endpoint)
  const isOwn = draft.meter.toLowerCase() === own?.toLowerCase()
  const isMeter = draft.meter === '' || (isAddress(draft.meter, { strict: false }) && !isOwn)
  const isFit =
    lots > 0n &&
    minimum > 0n &&
    minimum <= lots &&
    isEndpoint &&
    isMeter &&
    draft.site !== '' &&
    draft.site.length <= 64
  return (
    <div className="flex flex-col gap-3 p-4">
      <Select
        label={words.series}
        options={months.map(({ symbol }) => ({ id: symbol, label: symbol }))}
        value={market.symbol}
        onChange={set('symbol')}
      />
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
        error={lots > 0n && (minimum === 0n || minimum > lots) ? words.minimumRule : null}
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
      <Field
        label={words.meter}
        inputMode="text"
        value={draft.meter}
        onChange={set('meter')}
        error={isMeter ? null : words.meterRule}
      />
      <Field label={words.terms} inputMode="text" maxLength={1_000} value={draft.terms} onChange={set('terms')} />
      <FundedAction
        token={{
          address: market.short.token as Address,
          asset: market.short.asset,
          name: `${market.symbol} SHORT`,
          decimals: SERIES_SCALE.sizeDecimals,
        }}
        spender={desk}
        amount={isFit ? lots : 0n}
        action={words.offerStep(formatLots(lots), market.symbol)}
        detail={words.offerStepDetail}
        summary={words.offerStep(formatLots(lots), market.symbol)}
        build={async () =>
          (await import('@gigahour/contracts/delivery')).makeOffer(desk, {
            market: market.market,
            lots: toLots(lots),
            minimum: toLots(minimum),
            meter: draft.meter === '' ? zeroAddress : (draft.meter as Address),
            site: draft.site,
            endpoint: draft.endpoint,
            terms: draft.terms,
          })
        }
        onDone={onClose}
      />
    </div>
  )
}

/** Lots of whole hours; 0 for anything else. */
function wholeHours(typed: string): bigint {
  const parsed = parseDecimal(typed, SERIES_SCALE.sizeDecimals)
  return parsed.ok && parsed.value % LOTS_PER_HOUR === 0n ? parsed.value : 0n
}
