import { useMemo } from 'react'
import { shownTheme, usePreferences } from '../preferences.ts'

export type ThemeColors = Record<
  'panel' | 'grid' | 'lineStrong' | 'muted' | 'fg' | 'bid' | 'ask' | 'bidFaint' | 'askFaint',
  string
>

/** The design tokens as colours that a canvas understands. A canvas does not follow a theme switch by itself. */
export function useThemeColors(): ThemeColors {
  const { theme, preset } = usePreferences()
  const shown = shownTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the computed style changes with the theme and the preset
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    const token = (name: string) => resolve(style.getPropertyValue(name).trim(), style)
    return {
      panel: token('--panel'),
      grid: token('--raised'),
      lineStrong: token('--line-strong'),
      muted: token('--muted'),
      fg: token('--fg'),
      bid: token('--bid'),
      ask: token('--ask'),
      bidFaint: `${token('--bid')}59`,
      askFaint: `${token('--ask')}59`,
    }
  }, [theme, preset, shown])
}

function resolve(value: string, style: CSSStyleDeclaration): string {
  const reference = /^var\((--[\w-]+)\)$/.exec(value)?.[1]
  return reference ? style.getPropertyValue(reference).trim() : value
}
