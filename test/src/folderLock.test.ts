import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from './folderLock.ts'

describe('a folder', () => {
  const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'gigahour-lock-'))
  const holderOf = (folder: string): string => readFileSync(path.join(folder, 'lock'), 'utf8')

  it('is refused while the process that took it is alive, and free afterwards', () => {
    const folder = newFolder()
    const release = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    release()
    lockFolder(folder)
  })

  it('is free once its process has died', () => {
    const folder = newFolder()
    lockFolder(folder)
    const [, boot] = holderOf(folder).split(' ')
    writeFileSync(path.join(folder, 'lock'), `99999999 ${boot}`)
    lockFolder(folder)
  })

  it('is free after a reboot, though the number is taken again', () => {
    const folder = newFolder()
    writeFileSync(path.join(folder, 'lock'), '1 another-boot')
    lockFolder(folder)
    expect(holderOf(folder)).toMatch(new RegExp(`^${process.pid} `))
  })
})
