import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startApi } from '../../src/api/server.ts'
import { FakeReadModel } from './fakeReadModel.ts'

it('describes itself with the version that its status names', async () => {
  const readModel = new FakeReadModel()
  const status = { ...readModel.status(), version: '1.2.3' }
  readModel.status = () => status
  const api = await startApi({ readModel, host: '127.0.0.1', port: 0, logger: pino({ enabled: false }) })
  try {
    const description = await (await fetch(`${api.url}/openapi.json`)).json()
    expect(description).toMatchObject({ info: { version: '1.2.3' } })
  } finally {
    await api.close()
  }
})
