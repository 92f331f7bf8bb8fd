import { classes } from './classes.ts'

const TONES = {
  plain: 'text-muted border-line-strong',
  good: 'text-fg border-line-strong',
  warn: 'text-warn border-warn',
  danger: 'text-danger border-danger',
}

export type Tone = keyof typeof TONES

/** A state in one word. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: string }) {
  return <span className={classes('rounded-sm border px-1.5 text-2xs whitespace-nowrap', TONES[tone])}>{children}</span>
}
