import { SlidersHorizontal } from 'lucide-react'
import { useText } from '../i18n/text.tsx'
import { type Preferences, setPreferences, usePreferences } from '../preferences.ts'
import { Popover } from '../ui/Popover.tsx'
import { Segmented } from '../ui/Segmented.tsx'

const PRESETS: readonly Preferences['preset'][] = ['blue-orange', 'green-up', 'red-up']

/** Theme, colours of the two sides, and language. */
export function SettingsMenu() {
  const text = useText()
  const { theme, preset, language } = usePreferences()
  return (
    <Popover
      label={text.settings.title}
      trigger={<SlidersHorizontal size={16} aria-hidden />}
      triggerClass="inline-flex size-7 items-center justify-center rounded text-muted hover:bg-raised hover:text-fg pointer-coarse:size-11"
    >
      {() => (
        <div className="flex flex-col gap-3">
          <Choice name={text.settings.theme}>
            <Segmented
              name="theme"
              legend={text.settings.theme}
              size="small"
              value={theme}
              onChange={(next) => setPreferences({ theme: next })}
              options={[
                { id: 'system', label: text.settings.system },
                { id: 'dark', label: text.settings.dark },
                { id: 'light', label: text.settings.light },
              ]}
            />
          </Choice>
          <Choice name={text.settings.colours}>
            <div className="flex flex-col gap-1">
              {PRESETS.map((id) => (
                <label key={id} className="flex h-7 cursor-pointer items-center gap-2 text-xs pointer-coarse:h-10">
                  <input
                    type="radio"
                    name="preset"
                    className="accent-[var(--accent)]"
                    checked={preset === id}
                    onChange={() => setPreferences({ preset: id })}
                  />
                  {text.settings.preset[id]}
                </label>
              ))}
            </div>
          </Choice>
          <Choice name={text.settings.language}>
            <Segmented
              name="language"
              legend={text.settings.language}
              size="small"
              value={language}
              onChange={(next) => setPreferences({ language: next })}
              options={[
                { id: 'en', label: 'English' },
                { id: 'zh', label: '简体中文' },
              ]}
            />
          </Choice>
        </div>
      )}
    </Popover>
  )
}

function Choice({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="label pb-1" aria-hidden="true">
        {name}
      </p>
      {children}
    </div>
  )
}
