// Follows the exchange on one chain and serves its books, prices and accounts. Everything is set in the environment: see config.ts.
import { pino } from 'pino'
import { Gauge, Registry } from 'prom-client'
import { startApi } from './api/server.ts'
import { readConfig } from './config.ts'
import { createIndexer } from './indexer.ts'

const config = readConfig(process.env)
const logger = pino({ name: 'indexer', level: config.logLevel })
const indexer = createIndexer(config, logger)
const { model } = indexer

const registry = new Registry()
new Gauge({
  name: 'gigahour_differences',
  help: 'What differed from the chain since the start, and was built again',
  registers: [registry],
  collect() {
    this.set(model.differences)
  },
})
const api = await startApi({ readModel: model, ...config.api, logger, registry })

const following = indexer.follow().catch(() => {
  // What is stored is still served, and said not to be ready.
  process.exitCode = 1
})

async function shutDown(signal: NodeJS.Signals): Promise<void> {
  logger.info({ signal }, 'Shutting down')
  indexer.stop()
  await following
  await api.close()
  indexer.close()
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, (name) => void shutDown(name))
