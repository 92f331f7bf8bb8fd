import { describe, expect, test } from 'vitest'
import { hrefOf, isWithin, matchPath } from './routes.ts'

describe('the address of a page', () => {
  test('is its path', () => {
    expect(hrefOf({ to: '/' })).toBe('/')
    expect(hrefOf({ to: '/financing' })).toBe('/financing')
  })

  test('encodes a parameter, so that it stays one segment', () => {
    expect(hrefOf({ to: '/trade/$symbol', params: { symbol: 'a/b %?' } })).toBe('/trade/a%2Fb%20%25%3F')
  })

  test('ends in the search', () => {
    expect(hrefOf({ to: '/index', search: { grade: 'H100 SXM' } })).toBe('/index?grade=H100+SXM')
  })

  test('is refused by the compiler where no page is', () => {
    // @ts-expect-error no such path
    hrefOf({ to: '/nowhere' })
    // @ts-expect-error the symbol is missing
    hrefOf({ to: '/trade/$symbol' })
    // @ts-expect-error this page has no parameter
    hrefOf({ to: '/status', params: { symbol: 'H100' } })
  })
})

describe('the page of an address', () => {
  test.each([
    ['/', '/', {}],
    ['/status', '/status', {}],
    ['/status/', '/status', {}],
    ['/Status', '/status', {}],
    ['/block', '/block', {}],
    ['/block/abc-_1', '/block/$quote', { quote: 'abc-_1' }],
    ['/trade/H100-1226', '/trade/$symbol', { symbol: 'H100-1226' }],
    ['/trade/a%2Fb%2525', '/trade/$symbol', { symbol: 'a/b%25' }],
    ['/financing/0xAb', '/financing/$address', { address: '0xAb' }],
  ])('%s', (pathname, path, params) => {
    expect(matchPath(pathname)).toEqual({ path, params })
  })

  test.each(['/nowhere', '/trade', '/trade/', '/trade/a/b', '/status/x', '/%E0%A4%A', '/trade/%E0%A4%A'])(
    'none for %s',
    (pathname) => {
      expect(matchPath(pathname)).toBeNull()
    },
  )

  test.each(['H100-1226', 'a/b', '%E0%A4%A', '50%', '你好', '?x#y'])('a parameter comes back whole: %s', (symbol) => {
    expect(matchPath(hrefOf({ to: '/trade/$symbol', params: { symbol } }))).toMatchObject({ params: { symbol } })
  })
})

test('a page lies within itself and within the page above it', () => {
  expect(isWithin('/financing/0xab', '/financing')).toBe(true)
  expect(isWithin('/financing/', '/financing')).toBe(true)
  expect(isWithin('/index', '/index?grade=H100')).toBe(true)
  expect(isWithin('/trade/a', '/trade/b')).toBe(false)
  expect(isWithin('/indexes', '/index')).toBe(false)
  expect(isWithin('/', '/')).toBe(true)
  expect(isWithin('/status', '/')).toBe(false)
  expect(isWithin('/%E0%A4%A', '/')).toBe(false)
})
