import { afterEach, expect, test, vi } from 'vitest'

/** Preferences as a page has them that is opened in a browser of this language. */
async function opened(language: string, saved: string | null) {
  vi.resetModules()
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language)
  localStorage.clear()
  if (saved !== null) localStorage.setItem('gigahour.preferences.v1', saved)
  return (await import('./preferences.ts')).preferences()
}

afterEach(() => vi.restoreAllMocks())

test('the first visit is in the language of the browser', async () => {
  expect((await opened('zh-CN', null)).language).toBe('zh')
  expect((await opened('en-GB', null)).language).toBe('en')
  expect((await opened('fr-FR', null)).language).toBe('en')
})

test('a choice that was made stands against it', async () => {
  expect((await opened('zh-CN', '{"language":"en"}')).language).toBe('en')
})

test('what was saved is kept, and the rest is as on a first visit', async () => {
  expect(await opened('zh-CN', '{"theme":"light"}')).toMatchObject({ theme: 'light', language: 'zh' })
})

test('a broken storage means a first visit', async () => {
  expect((await opened('zh-CN', '{')).language).toBe('zh')
})
