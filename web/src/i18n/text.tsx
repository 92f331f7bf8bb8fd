import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Locale } from '../format.ts'
import { usePreferences } from '../preferences.ts'
import type { Bilingual } from './bilingual.ts'
import { en, type Text } from './en.ts'

const TextContext = createContext<Text>(en)

/** Loads a language. English is in the first load, others come when they are chosen. */
export async function loadText(language: 'en' | 'zh'): Promise<Text> {
  return language === 'zh' ? (await import('./zh.ts')).zh : en
}

type TextProviderProps = { initial: Text; children: ReactNode }

export function TextProvider({ initial, children }: TextProviderProps) {
  const { language } = usePreferences()
  const [text, setText] = useState(initial)
  useEffect(() => {
    let isCurrent = true
    void loadText(language).then((loaded) => {
      if (isCurrent) setText(loaded)
    })
    return () => {
      isCurrent = false
    }
  }, [language])
  return <TextContext value={text}>{children}</TextContext>
}

export const useText = (): Text => useContext(TextContext)

/** Words that came along with a part of the app, in the language of now. */
export const useWords = <Words,>(words: Bilingual<Words>): Words => words[useText().language]

export const useLocale = (): Locale => (usePreferences().language === 'zh' ? 'zh-CN' : 'en-GB')
