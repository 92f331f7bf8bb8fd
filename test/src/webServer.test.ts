import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWeb } from './build.ts'
import { freePort } from './ports.ts'
import { ROOT } from './process.ts'
import { startWebServer, type WebServer } from './webServer.ts'

let server: WebServer

beforeAll(async () => {
  await buildWeb()
  server = await startWebServer({
    ...{ port: await freePort(), dev: false, config: {} as never },
    ...{ faucet: {} as never, time: {} as never },
  })
})

afterAll(() => server?.stop())

const get = async (at: string) => {
  const response = await fetch(server.webUrl + at)
  return { status: response.status, type: response.headers.get('content-type')?.split(';')[0] }
}

test.each(['/', '/trade/H100-1226', '/nowhere', '/%E0%A4%A'])('%s is the app', async (at) => {
  expect(await get(at)).toEqual({ status: 200, type: 'text/html' })
})

test('a file of the bundle is served', async () => {
  const script = readdirSync(path.join(ROOT, 'web/dist/assets')).find((name) => name.endsWith('.js'))
  expect(await get(`/assets/${script}`)).toEqual({ status: 200, type: 'text/javascript' })
  expect(await get('/robots.txt')).toEqual({ status: 200, type: 'text/plain' })
})

test.each(['/assets/x.js', '/assets/x.css?v=1', '/assets/%E0%A4%A', '/assets/a/b.js'])(
  '%s is no file of the bundle, and no page either',
  async (at) => {
    expect(await get(at)).toEqual({ status: 404, type: 'application/json' })
  },
)
