import type { ReactNode } from 'react'
import { Boundary } from './Boundary.tsx'
import { classes } from './classes.ts'

type PanelProps = {
  /** Name of the panel, for everyone. */
  title: string
  /** Shown in place of the title, such as tabs. */
  heading?: ReactNode
  actions?: ReactNode
  /** By which rule its figures come: beside the name, or below it where there is no room; never cut. */
  rule?: string
  children: ReactNode
  className?: string
  /** Lets the content take the panel's whole height and scroll by itself. */
  fill?: boolean
}

/** Height of the panel's name, and of what stands beside it. */
const LINE = 'flex h-[31px] items-center pointer-coarse:h-[43px]'

/** One flat instrument of the page, with an error boundary of its own. */
export function Panel({ title, heading, actions, rule, children, className, fill = false }: PanelProps) {
  return (
    <section aria-label={title} className={classes('flex min-h-0 min-w-0 flex-col bg-panel', className)}>
      <header className="flex shrink-0 items-start gap-2 border-line border-b pl-3 pr-1">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
          <div className={classes(LINE, 'min-w-0')}>
            <h2 className={heading ? 'sr-only' : 'truncate font-medium text-xs'}>{title}</h2>
            {heading}
          </div>
          {rule && (
            // On a line of its own it keeps close to a name, and clear of the mark below a tab.
            <p className={classes('pr-2 pb-1.5 text-2xs text-muted', heading ? 'mt-1.5' : '-mt-1')}>{rule}</p>
          )}
        </div>
        <div className={classes(LINE, 'shrink-0 gap-1')}>{actions}</div>
      </header>
      <div className={fill ? 'relative min-h-0 flex-1' : 'min-h-0 flex-1'}>
        <Boundary>{children}</Boundary>
      </div>
    </section>
  )
}
