import { type ReactNode, useState } from 'react'

/** What is over, or wanted seldom: one line that says how much there is, and is drawn only once it is unfolded. */
export function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="border-line border-t" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-8 px-3 py-1.5 text-muted text-xs hover:bg-raised hover:text-fg pointer-coarse:min-h-11 pointer-coarse:py-3">
        {title}
      </summary>
      {isOpen && children}
    </details>
  )
}
