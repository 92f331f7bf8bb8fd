import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type FiguresProps = {
  /** Two alone: each has half of the width, also in a part of the page that is narrow. */
  isPair?: boolean
  children: ReactNode
}

/** Figures of one thing side by side, each with its name, its unit and the rule it follows. */
export function Figures({ isPair = false, children }: FiguresProps) {
  return (
    <dl className={classes('grid grid-cols-2 gap-x-6 gap-y-3', !isPair && 'md:grid-cols-3 xl:grid-cols-6')}>
      {children}
    </dl>
  )
}

type FigureProps = {
  label: string
  value: ReactNode
  unit?: string
  /** By which rule, or as of when. */
  hint?: ReactNode
  tone?: 'warn' | 'danger' | undefined
}

export function Figure({ label, value, unit, hint, tone }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="label">{label}</dt>
      <dd>
        <span
          className={classes('figure text-base', tone === 'warn' && 'text-warn', tone === 'danger' && 'text-danger')}
        >
          {value}
        </span>
        {unit && <span className="pl-1 text-muted text-xs">{unit}</span>}
        {hint && <span className="block text-2xs text-muted">{hint}</span>}
      </dd>
    </div>
  )
}
