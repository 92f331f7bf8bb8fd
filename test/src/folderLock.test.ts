import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from './folderLock.ts'

const DEAD = 99_999_999

describe('a folder', () => {
  const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'gigahour-lock-'))
  const change = (folder: string, fields: object): void => {
    const file = path.join(folder, 'lock')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...fields }))
  }
  const spawnIn = (folder: string) =>
    spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder], { detached: true, stdio: 'ignore' })

  it('is refused while the process that took it is alive, and free afterwards', () => {
    const folder = newFolder()
    const { release } = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    release()
    lockFolder(folder)
  })

  it('is free after a reboot, though the number is taken again', () => {
    const folder = newFolder()
    lockFolder(folder)
    change(folder, { boot: 'another' })
    lockFolder(folder)
  })

  it('is free once its process was killed, and what worked for that is ended', async () => {
    const folder = newFolder()
    const left = spawnIn(folder)
    lockFolder(folder).adopt(left.pid ?? 0)
    change(folder, { pid: DEAD })
    lockFolder(folder)
    const [, signal] = await once(left, 'exit')
    expect(signal).toBe('SIGKILL')
  })

  it('leaves a process alone that has come to the same number since', async () => {
    const folder = newFolder()
    const other = spawnIn('elsewhere')
    lockFolder(folder).adopt(other.pid ?? 0)
    change(folder, { pid: DEAD })
    lockFolder(folder)
    expect(other.exitCode ?? other.signalCode).toBeNull()
    other.kill('SIGKILL')
    await once(other, 'exit')
  })
})
