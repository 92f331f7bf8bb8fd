import { type FormEvent, useMemo, useState } from 'react'
import { formatMonth, formatPercent, parseDecimal, scaleOf } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { LegsOutcome } from './LegsOutcome.tsx'
import { marketsOf, type Plan } from './plan.ts'
import { useLegs, useTakeLegs } from './useLegs.ts'
import { legsWords } from './words.ts'

/** Hundredths of a percent of what changes hands. */
const SLIPPAGES = ['10', '50', '100'] as const

/** Chooses months, side and size; shows what they come to; signs. */
export function LegsTicket({ months }: { months: readonly Series[] }) {
  const text = useText()
  const words = useWords(legsWords)
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const [kind, setKind] = useState<Plan['kind']>('spread')
  const [side, setSide] = useState<Plan['side']>('buy')
  const [from, setFrom] = useState(0)
  const [to, setTo] = useState(1)
  const [size, setSize] = useState('')
  const [slippage, setSlippage] = useState<(typeof SLIPPAGES)[number]>('50')
  const [isSending, setSending] = useState(false)
  const take = useTakeLegs()

  const first = months[from] as Series
  const last = months[to] as Series
  const scale = scaleOf(first)
  const parsed = parseDecimal(size, scale.sizeDecimals)
  const lots = parsed.ok ? parsed.value : 0n
  const isOrdered = from < to
  const plan = useMemo<Plan | null>(
    () => (lots > 0n && from < to ? { kind, side, first, last, lots } : null),
    [kind, side, first, last, lots, from, to],
  )
  const markets = marketsOf({ kind, side, first, last, lots }, months)
  const { legs, preview } = useLegs(plan, months)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!plan || !legs || !preview.data || isSending) return
    setSending(true)
    const summary = words.summary[kind](words[side][kind], first.symbol, last.symbol)
    const isTaken = await take(summary, legs, preview.data, Number(slippage))
    setSending(false)
    if (isTaken) setSize('')
  }
  return (
    <form
      aria-label={words.title}
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid gap-px bg-line lg:grid-cols-[360px_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-3 bg-panel p-4">
        <Segmented
          name="kind"
          legend={words.kind}
          value={kind}
          onChange={setKind}
          options={[
            { id: 'spread', label: words.spread },
            { id: 'strip', label: words.strip },
          ]}
        />
        <Segmented
          name="side"
          legend={words.side}
          value={side}
          onChange={setSide}
          options={[
            { id: 'buy', label: text.side.buy, selectedClass: 'bg-bid text-on-side font-semibold' },
            { id: 'sell', label: text.side.sell, selectedClass: 'bg-ask text-on-side font-semibold' },
          ]}
        />
        <div className="grid grid-cols-2 gap-2">
          <MonthChoice
            label={kind === 'spread' ? words.near : words.first}
            months={months}
            value={from}
            onChange={setFrom}
          />
          <MonthChoice label={kind === 'spread' ? words.far : words.last} months={months} value={to} onChange={setTo} />
        </div>
        {!isOrdered && <p className="text-danger text-xs">{words.order}</p>}
        <Field
          label={words.size}
          unit={text.unit.hours}
          placeholder="0.000"
          value={size}
          onChange={setSize}
          error={size !== '' && !parsed.ok ? text.problem.sizeMalformed : null}
          disabled={isSending}
        />
        <div>
          <p className="label pb-1" aria-hidden="true">
            {words.slippage}
          </p>
          <Segmented
            name="slippage"
            legend={words.slippage}
            size="small"
            value={slippage}
            onChange={setSlippage}
            options={SLIPPAGES.map((id) => ({ id, label: formatPercent(Number(id) / 10_000) }))}
          />
        </div>
        {wallet.status === 'ready' ? (
          <Button
            type="submit"
            look={side === 'buy' ? 'bid' : 'ask'}
            size="large"
            disabled={!plan || !preview.data || isSending}
          >
            {isSending ? text.ticket.sending : words[side][kind]}
          </Button>
        ) : (
          <Button look="primary" size="large" onClick={() => open('connect')}>
            {text.connect.connect}
          </Button>
        )}
        <p className="text-muted text-xs">{words.covered}</p>
      </div>
      <LegsOutcome
        plan={plan}
        markets={markets}
        legs={legs}
        preview={preview.data}
        error={preview.error}
        slippage={Number(slippage)}
        note={
          kind === 'spread'
            ? words.means.spread[side](first.symbol, last.symbol)
            : words.means.strip[side](markets.length)
        }
      />
    </form>
  )
}

type MonthChoiceProps = {
  label: string
  months: readonly Series[]
  value: number
  onChange: (index: number) => void
}

function MonthChoice({ label, months, value, onChange }: MonthChoiceProps) {
  const locale = useLocale()
  return (
    <label className="flex flex-col gap-1">
      <span className="label">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="figure h-9 rounded border border-line-strong bg-bg px-2 text-sm pointer-coarse:h-11"
      >
        {months.map(({ symbol, year, month }, index) => (
          <option key={symbol} value={index}>
            {formatMonth(year, month, locale)}
          </option>
        ))}
      </select>
    </label>
  )
}
