import { readFileSync } from 'node:fs'
import { type Deployment, parseDeployment } from '@gigahour/contracts/deployment'
import { z } from 'zod'

const Environment = z.object({
  /** File that the deployment wrote. */
  GIGAHOUR_DEPLOYMENT: z.string().min(1),
  GIGAHOUR_RPC_URL: z.url({ protocol: /^https?$/ }),
  /** Tells of new blocks as they come; without it the node is asked ten times a second. */
  GIGAHOUR_WS_URL: z.url({ protocol: /^wss?$/ }).optional(),
  /** Folder of the database. */
  GIGAHOUR_DATA_DIR: z.string().min(1),
  GIGAHOUR_API_HOST: z.string().min(1).default('127.0.0.1'),
  GIGAHOUR_API_PORT: z.coerce.number().int().min(0).max(65_535).default(4_000),
  /** 1 throws away the database: everything is read from the chain again. */
  GIGAHOUR_RESET: z.enum(['0', '1']).default('0'),
  /** Blocks between two comparisons with the exchange's own views. */
  GIGAHOUR_RECONCILE_EVERY: z.coerce.number().int().min(1).default(32),
  GIGAHOUR_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export type Config = {
  deployment: Deployment
  rpcUrl: string
  wsUrl: string | undefined
  dataFolder: string
  api: { host: string; port: number }
  reset: boolean
  reconcileEvery: number
  logLevel: string
}

/** Thrown when the environment does not say what is needed; names every variable that is wrong. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads the environment, once.
 *
 * @throws {@link ConfigError}
 * @throws DeploymentError if the deployment file is none.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new ConfigError(`The environment is incomplete: ${wrong.join('; ')}`)
  }
  const { data } = parsed
  return {
    deployment: parseDeployment(JSON.parse(readFileSync(data.GIGAHOUR_DEPLOYMENT, 'utf8'))),
    rpcUrl: data.GIGAHOUR_RPC_URL,
    wsUrl: data.GIGAHOUR_WS_URL,
    dataFolder: data.GIGAHOUR_DATA_DIR,
    api: { host: data.GIGAHOUR_API_HOST, port: data.GIGAHOUR_API_PORT },
    reset: data.GIGAHOUR_RESET === '1',
    reconcileEvery: data.GIGAHOUR_RECONCILE_EVERY,
    logLevel: data.GIGAHOUR_LOG_LEVEL,
  }
}
