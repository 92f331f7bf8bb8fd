import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { renderPage } from '../../test/render.tsx'
import { CurrentPage } from './CurrentPage.tsx'
import { Link } from './Link.tsx'
import { useNavigate, useParams, useSearchParam } from './location.ts'

const code = vi.hoisted(() => ({ fails: false }))

vi.mock('./pages.ts', async () => {
  const { lazy } = await import('react')
  const page = (Component: React.ComponentType) => ({ Component: lazy(async () => ({ default: Component })) })
  const missing = lazy(async () => {
    if (code.fails) throw new TypeError('Failed to fetch dynamically imported module')
    return { default: () => <h1>Provider</h1> }
  })
  return {
    PAGES: {
      '/': page(() => <h1>Markets</h1>),
      '/trade/$symbol': page(() => <h1>Trade {useParams('/trade/$symbol').symbol}</h1>),
      '/index': page(IndexPage),
      '/status': page(() => {
        throw new Error('a fault of this page')
      }),
      '/provider': { Component: missing },
    },
  }
})

function IndexPage() {
  const navigate = useNavigate()
  return (
    <button type="button" onClick={() => navigate({ to: '/index', search: { grade: 'B 200' }, replace: true })}>
      Grade {useSearchParam('grade')}
    </button>
  )
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  window.scrollTo = vi.fn() as never
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const open = (path: string) =>
  renderPage(
    <>
      <Link to="/">Home</Link>
      <Link to="/trade/$symbol" params={{ symbol: 'a/b' }}>
        Trade
      </Link>
      <Link to="/index">Index</Link>
      <CurrentPage />
    </>,
    { path, rest: () => [] },
  )

describe('the page of the address', () => {
  test('is drawn with what the address names', async () => {
    open('/trade/50%25?grade=x')
    await screen.findByRole('heading', { name: 'Trade 50%' })
  })

  test.each(['/nowhere', '/%E0%A4%A', '/trade/%E0%A4%A'])('is said to be none at %s', async (path) => {
    open(path)
    await screen.findByText('There is no such page.')
    expect(screen.getByRole('link', { name: 'Markets' }).getAttribute('href')).toBe('/')
  })

  test('follows a link, from the top', async () => {
    open('/')
    await screen.findByRole('heading', { name: 'Markets' })
    expect(window.scrollTo).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('link', { name: 'Trade' }))
    await screen.findByRole('heading', { name: 'Trade a/b' })
    expect(window.scrollTo).toHaveBeenCalledWith(0, 0)
  })

  test('stays where it is when only the search changes', async () => {
    open('/index?grade=H100')
    fireEvent.click(await screen.findByRole('button', { name: 'Grade H100' }))
    await screen.findByRole('button', { name: 'Grade B 200' })
    expect(window.scrollTo).not.toHaveBeenCalled()
  })

  test('fails alone, and the next page is drawn', async () => {
    open('/status')
    await screen.findByRole('button', { name: 'Reload' })
    fireEvent.click(screen.getByRole('link', { name: 'Home' }))
    await screen.findByRole('heading', { name: 'Markets' })
  })

  test('offers to reload where its code does not come', async () => {
    code.fails = true
    open('/provider')
    await screen.findByText('This page could not be loaded.')
    const reload = vi.fn()
    vi.spyOn(window.location, 'reload').mockImplementation(reload)
    fireEvent.click(screen.getByRole('button', { name: 'Reload' }))
    expect(reload).toHaveBeenCalledOnce()
  })
})

describe('a link', () => {
  test('is current on its page, and on no other', async () => {
    open('/trade/a%2Fb')
    const current = () =>
      screen
        .getAllByRole('link')
        .flatMap((link) =>
          (link.ariaCurrent ?? link.getAttribute('aria-current')) === 'page' ? [link.textContent] : [],
        )
    expect(current()).toEqual(['Trade'])
    fireEvent.click(screen.getByRole('link', { name: 'Home' }))
    await waitFor(() => expect(current()).toEqual(['Home']))
  })

  test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
    'is left to the browser when clicked with %o',
    async (how) => {
      open('/')
      await screen.findByRole('heading', { name: 'Markets' })
      const link = screen.getByRole('link', { name: 'Trade' })
      link.addEventListener('click', (event) => queueMicrotask(() => event.preventDefault()))
      await act(async () => void fireEvent.click(link, how))
      expect(screen.getByRole('heading').textContent).toBe('Markets')
    },
  )
})
