import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { PanelBoundary } from './PanelBoundary.tsx'

type PanelProps = {
  /** Name of the panel, for everyone. */
  title: string
  /** Shown in place of the title, such as tabs. */
  heading?: ReactNode
  actions?: ReactNode
  /** By which rule its figures come: beside the name, or below it where there is no room. */
  rule?: string
  children: ReactNode
  className?: string
  /** Lets the content take the panel's whole height and scroll by itself. */
  fill?: boolean
}

/** One flat instrument of the page, with an error boundary of its own. */
export function Panel({ title, heading, actions, rule, children, className, fill = false }: PanelProps) {
  return (
    <section aria-label={title} className={classes('flex min-h-0 min-w-0 flex-col bg-panel', className)}>
      <header className="flex h-8 shrink-0 items-center gap-2 border-line border-b pl-3 pr-1 pointer-coarse:h-11">
        <h2 className={heading ? 'sr-only' : 'truncate font-medium text-xs'}>{title}</h2>
        {heading}
        {rule && (
          // Has what the name or the tabs leave.
          <span className="min-w-0 flex-1 truncate pr-2 text-right text-2xs text-muted max-lg:hidden" title={rule}>
            {rule}
          </span>
        )}
        <div className="ml-auto flex shrink-0 items-center gap-1">{actions}</div>
      </header>
      {rule && <p className="border-line border-b px-3 py-1.5 text-2xs text-muted lg:hidden">{rule}</p>}
      <div className={fill ? 'relative min-h-0 flex-1' : 'min-h-0 flex-1'}>
        <PanelBoundary>{children}</PanelBoundary>
      </div>
    </section>
  )
}
