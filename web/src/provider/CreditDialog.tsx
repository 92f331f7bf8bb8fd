import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Address, zeroAddress } from 'viem'
import { useConfig } from 'wagmi'
import { formatLots, formatMoney, parseDecimal, SERIES_SCALE } from '../format.ts'
import { isSafeEndpoint } from '../gateway/gateway.ts'
import { useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { useChainTime } from '../status/useChainTime.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { dayOf, startOfDay } from './day.ts'
import { MeterField } from './MeterField.tsx'
import { Missing, unfit } from './Missing.tsx'
import { meterIn } from './meterIn.ts'
import { minimumBondQuery } from './queries.ts'
import { providerWords } from './words.ts'

/** What the factories take as a name: printable ASCII. */
const NAME = /^[\x20-\x7e]{1,32}$/
const DAY = 86_400
/** Chosen in the place of a grade where the terms fix the price of a unit. */
const FIXED = ''

type CreditDialogProps = { factory: Address; onClose: () => void }

/** Issues a credit priced by the index of a grade or by its terms, against a bond that is at least what the factory asks for. */
export function CreditDialog({ factory, onClose }: CreditDialogProps) {
  const text = useText()
  const words = useWords(providerWords)
  const services = useServices()
  const { usdc, usdcAsset } = services.config.deployment
  const { query } = useMarkets()
  const now = useChainTime() ?? 0
  const own = useAddress()
  const series = (query.data ?? []).filter((market): market is Series => market.kind === 'series')
  const grades = [...new Set(series.map(({ grade }) => grade))]
  const [draft, setDraft] = useState({
    name: '',
    symbol: '',
    endpoint: '',
    // The first one, until another is chosen: grades may come later than the form.
    grade: null as string | null,
    unit: 'million model tokens',
    unitPrice: '',
    units: '',
    start: dayOf(now + DAY),
    end: dayOf(now + 90 * DAY),
    meter: '',
    bond: '',
  })
  const set = (name: keyof typeof draft) => (value: string) => setDraft((old) => ({ ...old, [name]: value }))
  const units = parseDecimal(draft.units, SERIES_SCALE.sizeDecimals)
  const lots = units.ok ? units.value : 0n
  const chosen = draft.grade ?? grades[0] ?? FIXED
  const market = series.find(({ grade }) => grade === chosen)?.market ?? null
  const isFixed = chosen === FIXED
  const typedPrice = parseDecimal(draft.unitPrice, SERIES_SCALE.quoteDecimals)
  const unitPrice = isFixed && typedPrice.ok ? typedPrice.value : 0n
  const minimum = useQuery(minimumBondQuery(services, useConfig(), { market, unitPrice, lots }))
  const typedBond = parseDecimal(draft.bond, SERIES_SCALE.quoteDecimals)
  const least = minimum.data?.bond ?? 0n
  const bond = draft.bond === '' ? least : typedBond.ok ? typedBond.value : 0n
  const isBond = draft.bond === '' || (typedBond.ok && bond >= least)
  const meter = meterIn(draft.meter, own)
  const [start, end] = [startOfDay(draft.start), startOfDay(draft.end)]
  const isWindow = start !== null && end !== null && end > start && end > now
  const missing = unfit({
    [words.name]: NAME.test(draft.name),
    [words.symbol]: NAME.test(draft.symbol),
    ...(isFixed && { [words.unitName]: NAME.test(draft.unit), [words.unitPrice]: unitPrice > 0n }),
    [words.unitCount]: lots > 0n,
    [words.endpoint]: isSafeEndpoint(draft.endpoint),
    [words.meter]: meter !== null,
    [words.start]: start !== null,
    [words.end]: isWindow,
    [words.bondField]: isBond,
  })
  const named = lots > 0n && draft.symbol !== '' ? words.issueStep(formatLots(lots), draft.symbol) : words.issueCredit
  return (
    <Dialog
      title={words.issueCredit}
      onClose={onClose}
      actions={
        <>
          <FundedAction
            token={{ address: usdc, asset: usdcAsset, name: 'USDC', decimals: SERIES_SCALE.quoteDecimals }}
            spender={factory}
            amount={missing.length === 0 && minimum.data ? bond : 0n}
            action={named}
            detail={words.issueStepDetail}
            summary={named}
            build={async () =>
              (await import('@gigahour/contracts/credit')).issueCredit(
                factory,
                {
                  name: draft.name,
                  symbol: draft.symbol,
                  unit: isFixed ? draft.unit : 'GPU-hour',
                  endpoint: draft.endpoint,
                  grade: minimum.data?.grade ?? 0,
                  referencePrice: unitPrice,
                  meter: meter ?? zeroAddress,
                  start: BigInt(start ?? 0),
                  end: BigInt(end ?? 0),
                },
                lots,
                bond,
              )
            }
            onDone={onClose}
          />
          {minimum.isError && <p className="text-warn text-xs">{isFixed ? words.noMinimum : words.noIndex}</p>}
          <Missing fields={missing} />
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <Field
          label={words.name}
          inputMode="text"
          value={draft.name}
          onChange={set('name')}
          error={draft.name !== '' && !NAME.test(draft.name) ? words.textRule : null}
        />
        <Field
          label={words.symbol}
          inputMode="text"
          value={draft.symbol}
          onChange={set('symbol')}
          error={draft.symbol !== '' && !NAME.test(draft.symbol) ? words.textRule : null}
        />
        <Select
          label={`${words.grade} · ${words.gradeHint}`}
          options={[...grades.map((grade) => ({ id: grade, label: grade })), { id: FIXED, label: words.fixedPrice }]}
          value={chosen}
          onChange={set('grade')}
        />
        {isFixed && (
          <>
            <Field
              label={words.unitName}
              inputMode="text"
              value={draft.unit}
              onChange={set('unit')}
              error={NAME.test(draft.unit) ? null : words.textRule}
            />
            <Field
              label={words.unitPrice}
              unit="USDC"
              value={draft.unitPrice}
              onChange={set('unitPrice')}
              error={draft.unitPrice !== '' && unitPrice === 0n ? words.numberRule(SERIES_SCALE.quoteDecimals) : null}
            />
          </>
        )}
        <Field
          label={words.unitCount}
          unit={isFixed ? words.units : text.unit.hours}
          value={draft.units}
          onChange={set('units')}
          error={draft.units !== '' && lots === 0n ? words.numberRule(SERIES_SCALE.sizeDecimals) : null}
        />
        <Field
          label={words.endpoint}
          inputMode="url"
          value={draft.endpoint}
          onChange={set('endpoint')}
          error={draft.endpoint !== '' && !isSafeEndpoint(draft.endpoint) ? words.endpointRule : null}
        />
        <MeterField value={draft.meter} onChange={set('meter')} isFit={meter !== null} />
        <Field label={words.start} type="date" value={draft.start} onChange={set('start')} />
        <Field
          label={words.end}
          type="date"
          value={draft.end}
          onChange={set('end')}
          error={isWindow ? null : words.windowRule}
        />
        <Field
          label={words.bondField}
          unit="USDC"
          placeholder={minimum.data ? formatMoney(least, undefined, { exact: true }) : ''}
          value={draft.bond}
          onChange={set('bond')}
          error={isBond ? null : typedBond.ok ? words.bondTooSmall : words.numberRule(SERIES_SCALE.quoteDecimals)}
          aside={
            minimum.data && (
              <span className="label">{words.bondLeast(formatMoney(least, undefined, { exact: true }))}</span>
            )
          }
        />
        {minimum.data && (
          <p className="text-muted text-xs">
            {(isFixed ? words.fixedBondRule : words.bondRule)(
              formatLots(lots),
              formatMoney(minimum.data.unitPrice, undefined, { exact: true }),
            )}
          </p>
        )}
      </div>
    </Dialog>
  )
}
