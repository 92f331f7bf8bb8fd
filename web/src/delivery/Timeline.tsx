import type { DeliverySchedule } from '@gigahour/indexer/api/delivery'
import { formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { classes } from '../ui/classes.ts'
import { progress } from './phase.ts'
import { deliveryWords } from './words.ts'

type TimelineProps = { schedule: DeliverySchedule; now: number; settledAt: number | null }

/** The dates of a delivery in their order, with a bar for how far each stretch has gone. */
export function Timeline({ schedule, now, settledAt }: TimelineProps) {
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const marks = (['noticeClose', 'start', 'end', 'postingEnd'] as const).map((name) => ({ name, time: schedule[name] }))
  return (
    <ol aria-label={words.timeline} className="grid grid-cols-2 gap-x-px gap-y-2 md:grid-cols-5">
      {marks.map(({ name, time }, index) => {
        const next = marks[index + 1]
        const isNow = now >= time && next !== undefined && now < next.time
        return (
          <li key={name} aria-current={isNow ? 'step' : undefined}>
            <svg aria-hidden="true" viewBox="0 0 100 2" preserveAspectRatio="none" className="block h-1 w-full">
              <rect width="100" height="2" className="fill-raised" />
              <rect width={100 * progress(time, next?.time ?? time, now)} height="2" className="fill-line-strong" />
            </svg>
            <span className={classes('block text-2xs', now >= time ? 'text-fg' : 'text-muted')}>
              {words.mark[name]}
            </span>
            <span className="figure block text-2xs text-muted">{formatUtc(time, locale)}</span>
            {isNow && (
              <span className="figure block text-2xs text-accent">
                {words.mark.now} {formatUtc(now, locale)}
              </span>
            )}
          </li>
        )
      })}
      <li aria-current={settledAt !== null ? 'step' : undefined}>
        <div aria-hidden="true" className={classes('h-1', settledAt === null ? 'bg-raised' : 'bg-accent')} />
        <span className={classes('block text-2xs', settledAt === null ? 'text-muted' : 'text-fg')}>
          {words.mark.settled}
        </span>
        {settledAt !== null && <span className="figure block text-2xs text-muted">{formatUtc(settledAt, locale)}</span>}
      </li>
    </ol>
  )
}
