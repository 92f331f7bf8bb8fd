import { type FormEvent, useState } from 'react'
import { formatUtc } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/useNow.ts'
import { dayLater, type Milestone, milestonesOf, nextPrint, readDate, writeDate } from './targets.ts'
import { useTravel } from './useTravel.ts'
import { timeWords } from './words.ts'

const MILESTONES: readonly Milestone[] = ['noticeClose', 'monthBegin', 'monthEnd', 'settlement']

/** Moves the clock of a local chain: a step, to a date of a series, or to any time. */
export function TimeControl() {
  const words = useWords(timeWords)
  const text = useText()
  const locale = useLocale()
  const now = useNow()
  const travel = useTravel()
  const [date, setDate] = useState('')
  const target = date === '' ? null : readDate(date)
  const isBehind = date !== '' && (target === null || target <= now)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (target !== null && !isBehind && !travel.isPending) travel.mutate(target)
  }
  return (
    <div className="flex flex-col gap-4 p-4 text-sm">
      <p>
        <span className="label">{words.now}</span> <span className="figure">{formatUtc(now, locale)}</span>
      </p>
      <p className="text-muted text-xs">{words.detail}</p>
      <div className="flex flex-wrap gap-2">
        <Button disabled={travel.isPending} onClick={() => travel.mutate(dayLater(now))}>
          {words.day}
        </Button>
        <Button
          disabled={travel.isPending}
          title={formatUtc(nextPrint(now), locale)}
          onClick={() => travel.mutate(nextPrint(now))}
        >
          {words.print}
        </Button>
      </div>
      <SeriesDates now={now} isBusy={travel.isPending} onGo={travel.mutate} />
      <form aria-label={words.date} className="flex items-end gap-2" onSubmit={submit}>
        <label className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="label">{words.date}</span>
          <input
            type="datetime-local"
            value={date}
            min={writeDate(now)}
            onChange={(event) => setDate(event.target.value)}
            className="figure h-8 min-w-0 rounded border border-line-strong bg-bg px-2 text-xs pointer-coarse:h-11"
          />
        </label>
        <Button type="submit" disabled={target === null || isBehind || travel.isPending}>
          {words.go}
        </Button>
      </form>
      {isBehind && <p className="text-danger text-xs">{words.behind}</p>}
      <div aria-live="polite" className="min-h-5 text-xs">
        {travel.isPending && (
          <p className="flex items-center gap-2 text-warn">
            <progress className="h-1 w-16 accent-[var(--accent)]" aria-label={text.state.loading} />
            {words.moving(formatUtc(travel.variables, locale))}
          </p>
        )}
        {travel.isSuccess && <p>{words.arrived(formatUtc(travel.data, locale))}</p>}
        {travel.isError && (
          <p className="text-danger">
            {words.failed} {travel.error.message}
          </p>
        )}
      </div>
    </div>
  )
}

type SeriesDatesProps = { now: number; isBusy: boolean; onGo: (to: number) => void }

/** The dates of one series, each a button as long as it is ahead. */
function SeriesDates({ now, isBusy, onGo }: SeriesDatesProps) {
  const words = useWords(timeWords)
  const locale = useLocale()
  const { query } = useMarkets()
  const [chosen, setChosen] = useState('')
  const series = (query.data ?? [])
    .filter((market): market is Series => market.kind === 'series' && market.status !== 'settled')
    .sort((a, b) => a.expiry - b.expiry)
  const shown = series.find(({ symbol }) => symbol === chosen) ?? series[0]
  if (!shown) return null
  const dates = milestonesOf(shown)
  return (
    <fieldset className="flex flex-col gap-1">
      <label className="flex items-center gap-2 pb-1">
        <span className="label">{words.series}</span>
        <select
          value={shown.symbol}
          onChange={(event) => setChosen(event.target.value)}
          className="figure h-8 rounded border border-line-strong bg-bg px-2 text-xs pointer-coarse:h-11"
        >
          {series.map(({ symbol }) => (
            <option key={symbol}>{symbol}</option>
          ))}
        </select>
      </label>
      {MILESTONES.map((name) => (
        <div key={name} className="flex items-center gap-3">
          <Button
            size="small"
            className="w-32"
            title={words.milestoneRule[name]}
            disabled={isBusy || dates[name] <= now}
            onClick={() => onGo(dates[name])}
          >
            {words.milestone[name]}
          </Button>
          <span className="figure text-muted text-xs">
            {formatUtc(dates[name], locale)} {dates[name] <= now && words.past}
          </span>
        </div>
      ))}
    </fieldset>
  )
}
