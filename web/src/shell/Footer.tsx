import { lazy, Suspense } from 'react'
import { formatInteger, formatSpan, UNKNOWN } from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useServices } from '../services.ts'
import { type Health, useHealth } from '../status/useHealth.ts'
import { classes } from '../ui/classes.ts'

const TimeButton = lazy(async () => ({ default: (await import('../time/TimeButton.tsx')).TimeButton }))

/** How fresh the page is: every figure is measured. */
export function Footer() {
  const text = useText()
  const locale = useLocale()
  const { config } = useServices()
  const health = useHealth()
  const state = stateOf(health)
  return (
    <footer className="flex min-h-6 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t bg-panel px-3 py-0.5 text-2xs text-muted">
      <span className={classes('flex items-center gap-1.5', STATES[state])}>
        <span
          aria-hidden="true"
          className={classes(
            'size-2',
            state === 'live' ? 'rounded-full bg-current' : 'rotate-45 border border-current',
          )}
        />
        {text.footer[state]}
      </span>
      <span>
        {text.footer.block} <span className="figure text-fg">{formatInteger(health.head)}</span>
        {health.age !== null && (
          <span className="figure pl-1.5">{text.footer.ago(formatSpan(health.age, locale))}</span>
        )}
      </span>
      <span className={classes((health.lag ?? 0) > 3 && 'text-warn')}>
        {text.footer.indexer}{' '}
        <span className="figure text-fg">{health.lag === null ? UNKNOWN : text.footer.behind(health.lag)}</span>
      </span>
      <span className={classes(health.isRpcDown && 'text-danger')}>
        RPC{' '}
        <span className="figure text-fg">
          {health.isRpcDown
            ? text.footer.noAnswer
            : health.rpcMilliseconds === null
              ? UNKNOWN
              : `${health.rpcMilliseconds} ms`}
        </span>
      </span>
      <span className="ml-auto flex items-center gap-4">
        {config.timeUrl && (
          <Suspense>
            <TimeButton />
          </Suspense>
        )}
        <Link to="/status" className="hover:text-fg">
          {text.page.status}
        </Link>
      </span>
    </footer>
  )
}

const STATES = {
  live: 'text-fg',
  connecting: 'text-muted',
  stale: 'text-warn',
  lagging: 'text-warn',
  offline: 'text-danger',
}

function stateOf({ stream, lag }: Health): keyof typeof STATES {
  return stream === 'live' && (lag ?? 0) > 3 ? 'lagging' : stream
}
