import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { ConfigError, loadConfig } from './config.ts'
import { loadText, TextProvider } from './i18n/text.tsx'
import { applyAppearance, followSystemTheme, preferences } from './preferences.ts'

// The heaviest page is fetched along with the configuration, not after it.
if (window.location.pathname.startsWith('/trade/')) void import('./trade/TradePage.tsx')
applyAppearance()
followSystemTheme()
void start(document.getElementById('root') as HTMLElement)

async function start(element: HTMLElement) {
  const [text, page] = await Promise.all([
    loadText(preferences().language),
    loadConfig().then(
      (config) => <App config={config} />,
      async (error: unknown) => {
        const { ConfigFailure } = await import('./ConfigFailure.tsx')
        return <ConfigFailure problems={error instanceof ConfigError ? error.problems : [String(error)]} />
      },
    ),
  ])
  createRoot(element).render(
    <StrictMode>
      <TextProvider initial={text}>{page}</TextProvider>
    </StrictMode>,
  )
}
