import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classes } from './classes.ts'

type PopoverProps = {
  label: string
  trigger: ReactNode
  children: (close: () => void) => ReactNode
  className?: string
  triggerClass?: string
}

/** A small window at a button. Escape and a click elsewhere close it. */
export function Popover({ label, trigger, children, className, triggerClass }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return
    const onPointer = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [isOpen])
  return (
    <div ref={root} className="relative">
      <button
        ref={button}
        type="button"
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        className={triggerClass}
      >
        {trigger}
      </button>
      {isOpen && (
        <section
          id={id}
          aria-label={label}
          className={classes(
            'absolute top-full right-0 z-40 mt-1.5 w-72 rounded border border-line-strong bg-panel p-3',
            className,
          )}
        >
          {children(() => setOpen(false))}
        </section>
      )}
    </div>
  )
}
