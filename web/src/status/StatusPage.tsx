import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatInteger, formatSpan, formatUtc, UNKNOWN } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { statusQuery } from '../indexer/queries.ts'
import { useServices } from '../services.ts'
import { TimeControl } from '../time/TimeControl.tsx'
import { timeWords } from '../time/words.ts'
import { classes } from '../ui/classes.ts'
import { Panel } from '../ui/Panel.tsx'
import { LoadError, Skeleton } from '../ui/states.tsx'
import { useReaderNow } from '../ui/useNow.ts'
import { chainPulseQuery } from './chainPulse.ts'
import { findMismatches } from './mismatch.ts'
import { useHealth } from './useHealth.ts'
import { statusWords } from './words.ts'

/** What the page is connected to, and how well. */
export function StatusPage() {
  const text = useText()
  const words = useWords(statusWords)
  const time = useWords(timeWords)
  const locale = useLocale()
  const services = useServices()
  const { config } = services
  const status = useQuery({ ...statusQuery(services), refetchInterval: 4_000 })
  const pulse = useQuery(chainPulseQuery(services))
  const health = useHealth()
  const now = useReaderNow()
  const mismatches = findMismatches(config, status.data, pulse.data)
  const isWell =
    mismatches.length === 0 &&
    !health.isRpcDown &&
    health.stream === 'live' &&
    (health.lag ?? 99) <= 3 &&
    status.data?.ready
  const isDown = health.isRpcDown || mismatches.length > 0 || (status.isError && health.stream === 'offline')
  const verdict = isDown ? 'down' : isWell ? 'well' : 'degraded'
  return (
    <div className="flex flex-1 flex-col bg-panel xl:min-h-0 xl:overflow-y-auto">
      <section className="border-line border-b px-4 py-5" aria-live="polite">
        <h1 className="sr-only">{text.page.status}</h1>
        <p
          className={classes(
            'font-semibold text-xl',
            { well: 'text-fg', degraded: 'text-warn', down: 'text-danger' }[verdict],
          )}
        >
          {words.verdict[verdict]}
        </p>
        <p className="pt-1 text-muted">{words.verdictDetail[verdict]}</p>
        {mismatches.map((mismatch) => (
          <p key={mismatch} className="pt-1 text-danger text-sm">
            {words.mismatch[mismatch]}
          </p>
        ))}
      </section>
      <div className="grid gap-px border-line border-b bg-line lg:grid-cols-2">
        <Panel title={words.chain}>
          <Facts>
            <Fact name={words.network}>{config.deployment.name}</Fact>
            <Fact name={words.chainId}>{config.deployment.chainId}</Fact>
            <Fact name={words.head}>{formatInteger(health.head)}</Fact>
            <Fact name={words.headAge}>{health.age === null ? UNKNOWN : formatSpan(health.age, locale)}</Fact>
            <Fact name={words.rpcLatency}>
              {health.isRpcDown
                ? text.footer.noAnswer
                : health.rpcMilliseconds === null
                  ? UNKNOWN
                  : `${health.rpcMilliseconds} ms`}
            </Fact>
            <Fact name={words.rpcUrl}>{config.rpcUrl}</Fact>
          </Facts>
        </Panel>
        <Panel title={words.indexer}>
          {status.isPending && <Skeleton rows={6} rowHeight={28} />}
          {status.isLoadingError && <LoadError error={status.error} onRetry={status.refetch} />}
          {status.data && (
            <Facts>
              <Fact name={words.stream}>{text.footer[health.stream]}</Fact>
              <Fact name={words.indexed}>{formatInteger(health.indexed)}</Fact>
              <Fact name={words.lag}>
                {health.lag === null ? UNKNOWN : text.footer.behind(health.lag)} ·{' '}
                {formatInteger(status.data.lagMilliseconds)} ms
              </Fact>
              <Fact name={words.finalized}>{formatInteger(status.data.finalized)}</Fact>
              <Fact name={words.reorgs}>{formatInteger(status.data.reorgs)}</Fact>
              <Fact name={words.ready}>{status.data.ready ? words.yes : words.no}</Fact>
              <Fact name={words.version}>{status.data.version}</Fact>
              <Fact name={words.uptime}>
                <span title={formatUtc(status.data.startedAt, locale)}>
                  {formatSpan(now - status.data.startedAt, locale)}
                </span>
              </Fact>
            </Facts>
          )}
        </Panel>
        {config.timeUrl && (
          <Panel title={time.title} className="lg:col-span-2">
            <div className="max-w-xl">
              <TimeControl />
            </div>
          </Panel>
        )}
        <Panel title={words.contracts} className="lg:col-span-2">
          <Facts>
            <Fact name={words.exchange}>{config.deployment.exchange}</Fact>
            <Fact name={words.registry}>{config.deployment.seriesRegistry}</Fact>
            <Fact name="USDC">{config.deployment.usdc}</Fact>
          </Facts>
        </Panel>
      </div>
    </div>
  )
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 px-4 py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="figure min-w-0 break-all text-right text-xs">{children}</dd>
    </div>
  )
}
