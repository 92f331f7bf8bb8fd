import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useText } from '../i18n/text.tsx'
import { IconButton } from './Button.tsx'
import { classes } from './classes.ts'

export type Toast = {
  /** A second toast of the same id takes the first one's place. */
  id: string
  tone: 'info' | 'success' | 'warn' | 'danger' | 'busy'
  title: string
  detail?: string | undefined
}

/** How long a finished toast stays, milliseconds. One that reports a fault stays until it is closed. */
const LIFETIME = 6000

let toasts: readonly Toast[] = []
const listeners = new Set<() => void>()
const timers = new Map<string, ReturnType<typeof setTimeout>>()

export function showToast(toast: Toast): void {
  clearTimeout(timers.get(toast.id))
  set(
    toasts.some((shown) => shown.id === toast.id)
      ? toasts.map((s) => (s.id === toast.id ? toast : s))
      : [...toasts, toast],
  )
  if (toast.tone === 'busy' || toast.tone === 'danger') return
  timers.set(
    toast.id,
    setTimeout(() => closeToast(toast.id), LIFETIME),
  )
}

export function closeToast(id: string): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function set(next: readonly Toast[]): void {
  toasts = next.slice(-4)
  for (const listener of listeners) listener()
}

const TONES = {
  info: 'border-l-info',
  success: 'border-l-accent',
  warn: 'border-l-warn',
  danger: 'border-l-danger',
  busy: 'border-l-line-strong',
}

export function Toaster() {
  const text = useText()
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <section
      aria-label={text.shell.notices}
      aria-live="polite"
      className="pointer-events-none fixed right-3 bottom-9 z-50 flex w-[min(340px,calc(100vw-24px))] flex-col gap-2 max-md:bottom-20"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className={classes(
            'pointer-events-auto flex items-start gap-2 rounded border border-line-strong border-l-4 bg-panel py-2 pr-1 pl-3',
            TONES[toast.tone],
          )}
        >
          <div className="min-w-0 flex-1 py-0.5">
            <p className="font-medium text-sm">{toast.title}</p>
            {toast.detail && <p className="break-words text-muted text-xs">{toast.detail}</p>}
          </div>
          <IconButton label={text.action.close} onClick={() => closeToast(toast.id)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  )
}
