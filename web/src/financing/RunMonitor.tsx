import type { MonitorPoint, MonitorRules, RunLevel } from '@gigahour/indexer/api/monitor'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBp, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { TimeLine } from '../ui/TimeLine.tsx'
import { useIssuedFeeds, useMonitorFeed } from './feeds.ts'
import { creditsQuery, historyQuery, monitorQuery } from './queries.ts'
import { financingWords } from './words.ts'

const LEVELS: readonly RunLevel[] = ['calm', 'watch', 'warning']
const TONES: Record<RunLevel, string> = { calm: 'text-fg', watch: 'text-warn', warning: 'text-danger' }

/** Signs of a run on a credit: price drop, coverage, and redemptions against capacity, side by side with their thresholds. */
export function RunMonitor({ token }: { token?: string }) {
  const words = useWords(financingWords)
  useMonitorFeed()
  useIssuedFeeds()
  const services = useServices()
  const monitor = useQuery(monitorQuery(services))
  const [chosen, setChosen] = useState<string | null>(null)
  const credits = monitor.data?.credits.filter((credit) => token === undefined || credit.token === token) ?? []
  // Whoever comes sees the worst first.
  const worst = credits.toSorted((one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level))[0]
  const shown = credits.find((credit) => credit.token === chosen) ?? worst
  const issued = useQuery(creditsQuery(services))
  const isDefault = (of: string) =>
    issued.data?.some(({ token: id, state }) => id === of && state === 'default') ?? false
  return (
    <Panel title={words.monitor} className="shrink-0" rule={words.monitorRule}>
      {monitor.isPending && <Skeleton rows={6} rowHeight={28} />}
      {monitor.isLoadingError && <LoadError error={monitor.error} onRetry={monitor.refetch} />}
      {monitor.isRefetchError && <OldData onRetry={monitor.refetch} />}
      {monitor.isSuccess && !shown && <Empty title={words.noCredits} />}
      {shown && monitor.data && (
        <>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-line border-b px-3 py-2">
            {credits.length > 1 && (
              <Segmented
                name="credit"
                legend={words.chooseCredit}
                size="small"
                value={shown.token}
                onChange={setChosen}
                options={credits.map(({ token: id, symbol, level }) => ({
                  id,
                  label: level === 'calm' ? symbol : `▲ ${symbol}`,
                  title: isDefault(id) ? words.inDefaultNow : words.level[level],
                }))}
              />
            )}
            {isDefault(shown.token) ? (
              <p className="text-danger text-sm">{words.inDefaultNow}</p>
            ) : (
              <Level point={shown.now} rules={monitor.data.rules} />
            )}
          </div>
          <History key={shown.token} token={shown.token} now={shown.now} rules={monitor.data.rules} />
        </>
      )}
    </Panel>
  )
}

type LevelProps = { point: MonitorPoint; rules: MonitorRules }

/** The warning of now, with the rule that raised it. */
function Level({ point, rules }: LevelProps) {
  const words = useWords(financingWords)
  const isWarning = (sign: MonitorPoint['signs'][number]) =>
    sign === 'drop'
      ? (point.dropBp ?? 0) >= rules.dropBp.warning
      : sign === 'coverage'
        ? (point.coverageBp ?? Number.POSITIVE_INFINITY) < rules.coverageBp.warning
        : (point.queueBp ?? 0) >= rules.queueBp.warning
  const reasons = point.signs.map((sign) => {
    if (sign === 'queue' && isStuck(point)) return words.stuck
    const threshold = rules[`${sign}Bp`][isWarning(sign) ? 'warning' : 'watch']
    return (sign === 'coverage' ? words.below : words.atLeast)(words.sign[sign], formatBp(threshold))
  })
  return (
    <p role={point.level === 'calm' ? undefined : 'alert'} className={classes('text-sm', TONES[point.level])}>
      <span className="font-semibold">
        {point.level === 'calm' ? '' : '▲ '}
        {words.level[point.level]}
      </span>
      {reasons.length > 0 && (
        <span className="text-xs">
          {' '}
          {words.raisedBy} {reasons.join(', ')}
        </span>
      )}
    </p>
  )
}

/** Somebody waits, and at the pace of now nothing at all is delivered: no quotient says how much that is. */
const isStuck = ({ capacity, queued }: MonitorPoint): boolean => capacity === '0' && queued !== '0'

const SIGNS = [
  { sign: 'drop', field: 'dropBp' },
  { sign: 'coverage', field: 'coverageBp' },
  { sign: 'queue', field: 'queueBp' },
] as const

function History({ token, now, rules }: { token: string; now: MonitorPoint; rules: MonitorRules }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  const history = useQuery(historyQuery(useServices(), token))
  if (history.isPending) return <Skeleton rows={5} rowHeight={28} />
  if (history.isLoadingError) return <LoadError error={history.error} onRetry={history.refetch} />
  const points = [...history.data.filter(({ start }) => start < now.start), now]
  return (
    <div className="grid gap-px bg-line md:grid-cols-3">
      {SIGNS.map(({ sign, field }) => {
        const isBeyond = (point: MonitorPoint) => sign === 'queue' && isStuck(point)
        const figure = isBeyond(now) ? words.noCapacity : formatBp(now[field])
        return (
          <section key={sign} aria-label={words.sign[sign]} className="bg-panel">
            <h3 className="flex items-baseline justify-between gap-3 px-3 pt-2 text-xs">
              <span title={words.signRule[sign]}>{words.sign[sign]}</span>
              <span className={classes('figure text-base', now.signs.includes(sign) && 'text-warn')}>{figure}</span>
            </h3>
            <p className="px-3 text-2xs text-muted">{words.signRule[sign]}</p>
            <div className="relative h-36">
              {points.every((point) => point[field] === null && !isBeyond(point)) ? (
                <Empty title={words.nothingKnown} />
              ) : (
                <TimeLine
                  label={`${words.sign[sign]}: ${figure}`}
                  points={points.map((point) => ({
                    ...{ time: point.start, value: point[field] },
                    ...(isBeyond(point) && { beyond: words.noCapacity }),
                  }))}
                  thresholds={[
                    { value: rules[field].watch, label: words.level.watch, tone: 'warn' },
                    { value: rules[field].warning, label: words.level.warning, tone: 'danger' },
                  ]}
                  formatValue={(value) => formatBp(Math.round(value))}
                  formatTime={(time) => formatUtc(time, locale)}
                />
              )}
            </div>
          </section>
        )
      })}
    </div>
  )
}
