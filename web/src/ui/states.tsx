import type { ReactNode } from 'react'
import { useText } from '../i18n/text.tsx'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'

type SkeletonProps = { rows: number; rowHeight?: number; label?: string }

/** Rows of the height that the data will have, so that nothing moves when they arrive. */
export function Skeleton({ rows, rowHeight = 22, label }: SkeletonProps) {
  const text = useText()
  return (
    <div role="status" aria-label={label ?? text.state.loading} className="px-3">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={index} className="flex items-center" style={{ height: rowHeight }}>
          <div className="skeleton h-2.5" style={{ width: `${85 - ((index * 29) % 45)}%` }} />
        </div>
      ))}
    </div>
  )
}

type EmptyProps = { title: string; detail?: ReactNode; action?: ReactNode; className?: string }

export function Empty({ title, detail, action, className }: EmptyProps) {
  return (
    <div className={classes('flex min-h-24 flex-col items-center justify-center gap-1 p-4 text-center', className)}>
      <p className="text-sm">{title}</p>
      {detail && <p className="max-w-[44ch] text-muted text-xs">{detail}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}

type LoadErrorProps = { error: Error; onRetry: () => unknown }

/** Nothing could be loaded yet. What was loaded before stays on the page instead, see {@link OldData}. */
export function LoadError({ error, onRetry }: LoadErrorProps) {
  const text = useText()
  return (
    <div role="alert" className="flex flex-col items-center gap-2 p-4 text-center">
      <p className="text-danger text-sm">{text.state.loadFailed}</p>
      <p className="max-w-[48ch] break-words text-muted text-xs">{error.message}</p>
      <Button size="small" onClick={() => void onRetry()}>
        {text.state.retry}
      </Button>
    </div>
  )
}

type OldDataProps = { onRetry: () => unknown }

/** A line over data that could not be refreshed: they stay, and the reader knows. */
export function OldData({ onRetry }: OldDataProps) {
  const text = useText()
  return (
    <div role="status" className="flex items-center gap-2 border-line border-b bg-raised px-3 py-1 text-warn text-xs">
      <span>{text.state.oldData}</span>
      <button type="button" className="ml-auto underline" onClick={() => void onRetry()}>
        {text.state.retry}
      </button>
    </div>
  )
}

export function PanelFailure({ onRetry }: { onRetry: () => void }) {
  const text = useText()
  return (
    <Empty
      title={text.state.panelFailed}
      action={
        <Button size="small" onClick={onRetry}>
          {text.state.retry}
        </Button>
      }
    />
  )
}
