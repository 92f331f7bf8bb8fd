import { formatLocal, formatUtc, formatUtcSeconds, formatUtcShort, type Locale } from '../format.ts'
import { useLocale } from '../i18n/text.tsx'

const LOOKS: Record<MomentProps['look'], (seconds: number, locale: Locale) => string> = {
  full: formatUtc,
  short: formatUtcShort,
  seconds: formatUtcSeconds,
}

type MomentProps = {
  /** Seconds since 1970. */
  at: number
  /** With year and zone; or, in a column that says UTC, with the day, or with the seconds alone. */
  look: 'full' | 'short' | 'seconds'
}

/** When something happened: by UTC, as all the market goes; pointed at, with its day and on the reader's own clock too. */
export function Moment({ at, look }: MomentProps) {
  const locale = useLocale()
  return (
    <time dateTime={new Date(at * 1000).toISOString()} title={`${formatUtc(at, locale)} · ${formatLocal(at, locale)}`}>
      {LOOKS[look](at, locale)}
    </time>
  )
}
