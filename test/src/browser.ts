import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { ROOT } from './process.ts'

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

/** What a browser is chosen by. */
type Machine = {
  platform: NodeJS.Platform
  arch: NodeJS.Architecture
  env: Record<string, string | undefined>
  exists: (file: string) => boolean
}

/** Starts the browser of this machine. */
export async function launchBrowser(): Promise<Browser> {
  const { platform, arch, env } = process
  const choice = chooseBrowser({ platform, arch, env, exists: existsSync })
  if (choice !== 'bundled') return chromium.launch({ executablePath: choice, args: FLAGS })

  const executablePath = await unpack()
  // The package's own `args` are left out: they turn web security off.
  return chromium.launch({ executablePath, args: FLAGS, env: bundledEnvironment() })
}

/**
 * The executable that `CHROMIUM_PATH` names, else an installed Chrome, Chromium or Edge, else `bundled`: the Chromium in
 * `@sparticuz/chromium`, which is built for Linux x64 only.
 *
 * @throws if none of them exists.
 */
export function chooseBrowser({ platform, arch, env, exists }: Machine): string {
  const installed = env.CHROMIUM_PATH ?? usualPlaces(platform, env).find(exists)
  if (installed) return installed
  if (platform === 'linux' && arch === 'x64') return 'bundled'
  throw new Error(
    `No Chrome, Chromium or Edge found, and none is bundled for ${platform} ${arch}. Install one, or set CHROMIUM_PATH to its executable.`,
  )
}

/** Where installers put Chrome, Chromium and Edge, in the order of preference. */
function usualPlaces(platform: NodeJS.Platform, env: Machine['env']): string[] {
  if (platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    )
    return [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ].flatMap((file) => folders.map((folder) => path.win32.join(folder, file)))
  }
  return [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
  ].map((name) => `/usr/bin/${name}`)
}

/**
 * Unpacks the bundled browser and answers its path.
 *
 * The package unpacks into `TMPDIR`, and brings its libraries (NSS, expat) only where it believes to run on a bare
 * Lambda machine; so the environment says so while it unpacks.
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
