import { useEffect, useRef } from 'react'

type Shortcuts = Record<string, () => void>

/** Runs an action for a key. Never while a field has the focus or a dialog is open, and Enter only where it activates nothing. */
export function useShortcuts(shortcuts: Shortcuts, { withCommand = false } = {}): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) !== withCommand || event.altKey || event.isComposing) return
      if (!withCommand && isEditable(event.target)) return
      if (event.key === 'Enter' && isActivated(event.target)) return
      if (document.querySelector('dialog[open]')) return
      const action = current.current[event.key]
      if (!action) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [withCommand])
}

/** Whether Enter does something here by itself. */
const isActivated = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a[href], button, summary, input, [role], [tabindex]') !== null

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}
