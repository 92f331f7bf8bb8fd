import { expect, test } from 'vitest'
import { config as valid } from '../test/render.tsx'
import { ConfigError, parseConfig } from './config.ts'

const origin = 'http://127.0.0.1:5173'
const demo = { privateKey: `0x${'1'.repeat(64)}` }

test('reads a configuration, relative URLs from the page’s origin', () => {
  const config = parseConfig({ ...valid, apiUrl: '/api', demo }, origin)
  expect(config).toMatchObject({ apiUrl: 'http://127.0.0.1:5173/api', demo, faucetUrl: null })
})

test('never offers the demo key where money may be real', () => {
  const deployment = { ...valid.deployment, chainId: 8453 }
  expect(parseConfig({ ...valid, deployment, demo }, origin).demo).toBeNull()
})

test('takes the clock of a local chain where there is one, and does without', () => {
  expect(parseConfig({ ...valid, timeUrl: '/time' }, origin).timeUrl).toBe('http://127.0.0.1:5173/time')
  const { timeUrl: _, ...older } = valid
  expect(parseConfig(older, origin).timeUrl).toBeNull()
  expect(() => parseConfig({ ...valid, timeUrl: 5 }, origin)).toThrow('timeUrl must be a URL')
})

test('says everything that is missing', () => {
  expect(() => parseConfig({}, origin)).toThrow(ConfigError)
  try {
    parseConfig({ rpcUrl: 'http://x' }, origin)
  } catch (error) {
    expect((error as ConfigError).problems).toHaveLength(2)
  }
})
