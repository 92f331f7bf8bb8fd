import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Thrown when a folder is in use. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/**
 * Keeps a second stack away from a folder: two chains in one state file destroy each other.
 *
 * @returns What gives the folder free again.
 * @throws {@link FolderInUse} while the process that took it is alive.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock')
  mkdirSync(folder, { recursive: true })
  const [holder = '', boot] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : []
  if (boot === bootId() && isAlive(Number(holder))) {
    throw new FolderInUse(
      `${folder} is in use by process ${holder}: stop it first, or delete ${file} if it is no stack`,
    )
  }
  writeFileSync(file, `${process.pid} ${bootId()}`)
  return () => rmSync(file, { force: true })
}

/** After a reboot the same number is another process. Machines that do not tell have one boot for ever. */
function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id'
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'boot'
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
