import type { ReactNode } from 'react'

/** A list of names with their figures. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line text-xs">{children}</dl>
}

type FactProps = { name: string /** By which rule the figure comes. */; rule?: string | undefined; children: ReactNode }

export function Fact({ name, rule, children }: FactProps) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 px-3 py-1">
      <dt className={rule ? 'min-w-0 max-w-[60%] text-muted' : 'shrink-0 text-muted'}>
        {name}
        {rule && <span className="block text-2xs">{rule}</span>}
      </dt>
      <dd className="figure min-w-0 break-words text-right">{children}</dd>
    </div>
  )
}
