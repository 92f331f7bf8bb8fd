// Runs before the first paint, so that a remembered theme never flashes the other one. Kept in step with src/preferences.ts.
;(() => {
  let saved = {}
  try {
    saved = JSON.parse(localStorage.getItem('gigahour.preferences.v1') ?? '{}')
  } catch {
    // A blocked or broken storage means the defaults.
  }
  const system = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark'
  const root = document.documentElement
  root.dataset.theme = saved.theme === 'dark' || saved.theme === 'light' ? saved.theme : system
  if (saved.preset) root.dataset.preset = saved.preset
  if (saved.language === 'zh') root.lang = 'zh-CN'
})()
