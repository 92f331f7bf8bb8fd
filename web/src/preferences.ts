import type { Interval } from '@gigahour/indexer/api'
import { useSyncExternalStore } from 'react'

/** What the page remembers of a reader's choices. */
export type Preferences = {
  theme: 'system' | 'dark' | 'light'
  preset: 'blue-orange' | 'green-up' | 'red-up'
  language: 'en' | 'zh'
  /** Ticks that one row of the book groups, by symbol; 1 if absent. */
  grouping: Record<string, number>
  candleInterval: Interval
  /** How far a market order may go from the best price, in basis points. */
  slippage: number
}

/** A change of the shape takes a new number: an old value is dropped, never misread. */
const KEY = 'gigahour.preferences.v1'

const DEFAULTS: Omit<Preferences, 'language'> = {
  theme: 'system',
  preset: 'blue-orange',
  grouping: {},
  candleInterval: '1h',
  slippage: 100,
}

const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  const defaults: Preferences = { ...DEFAULTS, language: navigator.language.startsWith('zh') ? 'zh' : 'en' }
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof saved === 'object' && saved !== null) return { ...defaults, ...saved }
  } catch {
    // A blocked or broken storage means the defaults.
  }
  return defaults
}

export function preferences(): Preferences {
  return current
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  applyAppearance()
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribePreferences, preferences)
}

export function subscribePreferences(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Theme that is shown: the reader's choice, or the system's. */
export function shownTheme(): 'dark' | 'light' {
  if (current.theme !== 'system') return current.theme
  return window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
}

/** Puts theme, colour preset and language on the document. */
export function applyAppearance(): void {
  const root = document.documentElement
  root.dataset.theme = shownTheme()
  root.dataset.preset = current.preset
  root.lang = current.language === 'zh' ? 'zh-CN' : 'en'
}

/** Follows the system's theme while the reader has left it to the system. */
export function followSystemTheme(): void {
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
    applyAppearance()
    for (const listener of listeners) listener()
  })
}
