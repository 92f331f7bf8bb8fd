import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'

export type Tab<Id extends string> = { id: Id; label: string; count?: number | undefined }

type TabListProps<Id extends string> = {
  /** Names the list, and ties its tabs to the {@link TabPanel} of the same name. */
  name: string
  label: string
  tabs: readonly Tab<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  className?: string
}

/** Tabs by the keyboard pattern of WAI-ARIA: one stop, arrows move and select. */
export function TabList<Id extends string>({ name, label, tabs, selected, onSelect, className }: TabListProps<Id>) {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = tabs.findIndex((tab) => tab.id === selected)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (!next) return
    onSelect(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={move}
      className={classes('flex h-full min-w-0 items-stretch gap-4 overflow-x-auto', className)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          id={`${name}-tab-${tab.id}`}
          aria-selected={tab.id === selected}
          aria-controls={`${name}-panel`}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
          className={classes(
            '-mb-px flex shrink-0 items-center gap-1.5 border-b-2 text-xs focus-visible:-outline-offset-2',
            tab.id === selected ? 'border-fg font-medium text-fg' : 'border-transparent text-muted hover:text-fg',
          )}
        >
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <span className="figure text-2xs text-muted">{tab.count}</span>}
        </button>
      ))}
    </div>
  )
}

type TabPanelProps = { name: string; selected: string; children: ReactNode; className?: string }

export function TabPanel({ name, selected, children, className }: TabPanelProps) {
  return (
    <div role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-tab-${selected}`} className={className}>
      {children}
    </div>
  )
}
