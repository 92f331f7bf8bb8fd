import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../i18n/text.tsx'
import { Boundary } from './Boundary.tsx'
import { IconButton } from './Button.tsx'
import { classes } from './classes.ts'

type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  /** What ends it, such as the button that sends: below what scrolls, so that it is always in sight. */
  actions?: ReactNode
  /** A sheet rises from the bottom edge on a narrow screen. */
  form?: 'window' | 'sheet'
  className?: string
}

/**
 * A modal window on the browser's own `dialog`: focus stays inside, Escape closes, the page behind is inert.
 *
 * Mounted means open.
 */
export function Dialog({ title, onClose, children, actions, form = 'window', className }: DialogProps) {
  const text = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    // The browser would choose the close button: Space, or a hasty Enter, would then shut what was just opened.
    body.current?.querySelector<HTMLElement>('input:not(:disabled), select, button:not(:disabled)')?.focus()
    document.documentElement.style.overflow = 'hidden'
    return () => {
      element?.close()
      document.documentElement.style.overflow = ''
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog itself closes on Escape
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={classes(
        'm-auto w-[min(440px,calc(100vw-24px))] overflow-hidden rounded border border-line-strong bg-panel p-0',
        // A dialog may be opened from a cell of figures: it has its own voice.
        'whitespace-normal text-left font-sans text-fg text-sm tracking-normal',
        form === 'sheet' && 'max-md:mx-0 max-md:mb-0 max-md:w-full max-md:max-w-none max-md:rounded-b-none',
        className,
      )}
    >
      <div className="flex max-h-[calc(100dvh-32px)] flex-col">
        <header className="flex h-11 shrink-0 items-center border-line border-b pr-2 pl-4">
          <h2 id={titleId} className="font-semibold text-base">
            {title}
          </h2>
          <IconButton label={text.action.close} className="ml-auto" onClick={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </header>
        <div ref={body} className="min-h-0 overflow-y-auto">
          <Boundary>{children}</Boundary>
        </div>
        {actions && (
          <footer className="flex max-h-[50dvh] shrink-0 flex-col gap-2 overflow-y-auto border-line border-t p-4">
            <Boundary>{actions}</Boundary>
          </footer>
        )}
      </div>
    </dialog>
  )
}
