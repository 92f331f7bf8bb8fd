import type { ReactNode } from 'react'

type PageHeadProps = {
  title: string /** What the page is for, to one who sees it for the first time. */
  children: ReactNode
}

/** The head of a page: its name, and what it is for. */
export function PageHead({ title, children }: PageHeadProps) {
  return (
    <section className="shrink-0 border-line border-b bg-panel px-4 py-4">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="max-w-[90ch] text-muted text-sm">{children}</p>
    </section>
  )
}
