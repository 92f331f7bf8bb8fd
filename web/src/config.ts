import { type Deployment, DeploymentError, parseDeployment } from '@gigahour/contracts/deployment'
import type { Hex } from 'viem'

/** What `/config.json` says: the same build serves any chain. */
export type Config = {
  rpcUrl: string
  apiUrl: string
  deployment: Deployment
  /** The built-in account of a local chain; null elsewhere. */
  demo: { privateKey: Hex } | null
  /** Gives test USDC and gas to an address; null where there is none. */
  faucetUrl: string | null
  /** Tells and moves the clock of a local chain; null where time passes by itself. */
  timeUrl: string | null
}

export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('; '))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const LOCAL_CHAIN = 31_337

/** Checks a parsed `/config.json`. Relative URLs are taken from the page's origin. */
export function parseConfig(input: unknown, origin: string): Config {
  const problems: string[] = []
  const given = record(input)
  const url = (name: 'rpcUrl' | 'apiUrl' | 'faucetUrl' | 'timeUrl'): string => {
    const value = given[name]
    if (typeof value === 'string' && URL.canParse(value, origin)) return new URL(value, origin).href.replace(/\/$/, '')
    problems.push(`${name} must be a URL, got ${JSON.stringify(value)}`)
    return ''
  }
  const rpcUrl = url('rpcUrl')
  const apiUrl = url('apiUrl')
  const faucetUrl = given.faucetUrl == null ? null : url('faucetUrl')
  const timeUrl = given.timeUrl == null ? null : url('timeUrl')
  let deployment: Deployment | undefined
  try {
    deployment = parseDeployment(given.deployment)
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error
    problems.push(error.message)
  }
  if (!deployment || problems.length > 0) throw new ConfigError(problems)
  const key = record(given.demo).privateKey
  // A key in a file that everyone can read belongs to nobody: never offer it where money is real.
  const isOffered = typeof key === 'string' && deployment.chainId === LOCAL_CHAIN
  return { rpcUrl, apiUrl, deployment, demo: isOffered ? { privateKey: key as Hex } : null, faucetUrl, timeUrl }
}

export async function loadConfig(): Promise<Config> {
  let response: Response
  try {
    response = await fetch('/config.json', { cache: 'no-store' })
  } catch {
    throw new ConfigError(['/config.json cannot be reached'])
  }
  if (!response.ok) throw new ConfigError([`/config.json answered ${response.status}`])
  let body: unknown
  try {
    body = await response.json()
  } catch {
    throw new ConfigError(['/config.json is missing or not JSON'])
  }
  return parseConfig(body, window.location.origin)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
