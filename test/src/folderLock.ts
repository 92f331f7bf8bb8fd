import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A folder that this process alone uses. */
export type FolderLock = {
  /** Remembers a process group that works in the folder too, in case that this process is killed. */
  adopt: (leader: number) => void
  /** Gives the folder free again. */
  release: () => void
}

/** Thrown when a folder is in use. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/** What stands in a lock file. */
type Holder = {
  pid: number
  /** The machine's run in which the numbers mean these processes. */
  boot: string
  /** Leaders of the process groups that work for it. */
  groups: number[]
}

/**
 * Keeps a second stack away from a folder: two chains in one state file destroy each other.
 *
 * Whoever was killed could not end what works for it; that is ended now.
 *
 * @throws {@link FolderInUse} while the process that took it is alive.
 */
export function lockFolder(folder: string): FolderLock {
  const file = path.join(folder, 'lock')
  mkdirSync(folder, { recursive: true })
  const before = readHolder(file)
  if (before?.boot === bootId()) {
    if (isAlive(before.pid)) {
      throw new FolderInUse(
        `${folder} is in use by process ${before.pid}: stop it first, or delete ${file} if it is no stack`,
      )
    }
    for (const leader of before.groups) if (worksIn(leader, folder)) process.kill(-leader, 'SIGKILL')
  }
  const holder: Holder = { pid: process.pid, boot: bootId(), groups: [] }
  const write = (): void => writeFileSync(file, JSON.stringify(holder))
  write()
  return {
    adopt: (leader) => {
      holder.groups.push(leader)
      write()
    },
    release: () => rmSync(file, { force: true }),
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** After a reboot the same number is another process. Machines that do not tell have one boot for ever. */
function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id'
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'boot'
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a process names the folder, in its command or its environment: its number may be another one's by now. */
function worksIn(pid: number, folder: string): boolean {
  return ['cmdline', 'environ'].some((part) => {
    const file = `/proc/${pid}/${part}`
    return existsSync(file) && readFileSync(file, 'utf8').includes(folder)
  })
}
