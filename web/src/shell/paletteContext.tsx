import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'
import { useShortcuts } from './useShortcuts.ts'

const Palette = lazy(() => import('./Palette.tsx').then((m) => ({ default: m.Palette })))
const ShortcutHelp = lazy(() => import('./ShortcutHelp.tsx').then((m) => ({ default: m.ShortcutHelp })))

type Name = 'palette' | 'help'

const PaletteContext = createContext<{ open: (name: Name) => void }>({ open: () => {} })

/** The window that finds markets and pages, and the list of shortcuts; both from anywhere by the keyboard. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, open] = useState<Name | null>(null)
  const value = useMemo(() => ({ open }), [])
  useShortcuts({ '/': () => open('palette'), '?': () => open('help') })
  useShortcuts({ k: () => open('palette') }, { withCommand: true })
  return (
    <PaletteContext value={value}>
      {children}
      <Suspense>
        {shown === 'palette' && <Palette onClose={() => open(null)} />}
        {shown === 'help' && <ShortcutHelp onClose={() => open(null)} />}
      </Suspense>
    </PaletteContext>
  )
}

export const usePalette = () => useContext(PaletteContext)
