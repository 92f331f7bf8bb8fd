import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { ROOT } from './process.ts'

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome']

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the bundled browser is unpacked. Named by its version, so that a newer one never meets an older one's files. */
const CACHE = path.join(ROOT, 'node_modules/.cache/chromium-147')

type Environment = Record<string, string>

/**
 * Starts Chromium: the one named by `CHROMIUM_PATH`, else the machine's own, else the one inside `@sparticuz/chromium`.
 *
 * @param kind - `bundled` passes over what the machine has, to prove that a bare machine works.
 */
export async function launchBrowser(kind: 'any' | 'bundled' = 'any'): Promise<Browser> {
  const installed = process.env.CHROMIUM_PATH ?? INSTALLED.find(existsSync)
  if (kind === 'any' && installed) return chromium.launch({ executablePath: installed, args: FLAGS })

  const executablePath = await unpack()
  // The package's own `args` are left out: they turn web security off.
  return chromium.launch({ executablePath, args: FLAGS, env: bundledEnvironment() })
}

/**
 * Unpacks the bundled browser and answers its path.
 *
 * The package unpacks into `TMPDIR`, and brings its libraries (NSS, expat) only where it believes to run on a bare
 * Lambda machine; so it is told that for as long as it unpacks.
 */
async function unpack(): Promise<string> {
  mkdirSync(CACHE, { recursive: true })
  const lambda: Environment = {
    TMPDIR: CACHE,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x',
  }
  const before = { ...process.env }
  Object.assign(process.env, lambda)
  try {
    // Imported here, since the package reads the environment as it loads.
    const { default: bundled } = await import('@sparticuz/chromium')
    return await bundled.executablePath()
  } finally {
    for (const name of [...Object.keys(lambda), 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) restore(name, before[name])
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

/** The environment in which the bundled browser finds its libraries, and fonts on a machine that has none. */
function bundledEnvironment(): Environment {
  const fonts = path.join(CACHE, 'fonts.conf')
  writeFileSync(
    fonts,
    `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${CACHE}/fonts</dir>
  <cachedir>${CACHE}/font-cache</cachedir>
</fontconfig>
`,
  )
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const environment = Object.fromEntries(own)
  delete environment.FONTCONFIG_PATH
  return { ...environment, LD_LIBRARY_PATH: path.join(CACHE, 'al2023/lib'), FONTCONFIG_FILE: fonts }
}
