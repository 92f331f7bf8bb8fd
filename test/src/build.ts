import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { executable, ROOT, runChild } from './process.ts'

/** Compiles the contracts; at once if nothing has changed. */
export const buildContracts = (): Promise<void> => run('forge', 'build', 'contracts/src')

/** What the web app's bundle is made from. */
const WEB_SOURCES = [
  ...['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'web/package.json'],
  ...['contracts/client', 'indexer/src/api', 'pnpm-lock.yaml'],
]

/** Bundles the web app, if its sources are newer than the bundle. */
export async function buildWeb(): Promise<void> {
  const bundle = path.join(ROOT, 'web/dist/index.html')
  const newest = Math.max(...WEB_SOURCES.map((source) => newestIn(path.join(ROOT, source))))
  if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest) await run('vite', 'build', 'web')
}

/** When a file, or any file of a folder, was changed last. */
function newestIn(file: string): number {
  if (!existsSync(file)) return 0
  const { mtimeMs } = statSync(file)
  if (!statSync(file).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(file).map((entry) => newestIn(path.join(file, entry))))
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  // A test runner sets NODE_ENV to "test", which would put the development build of React into the bundle.
  const env = { NODE_ENV: undefined }
  const { code, log } = await runChild({ name: program, command: executable(program), args, env })
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${log}`)
}
