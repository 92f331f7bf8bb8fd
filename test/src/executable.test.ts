import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { foundryPackage } from '@gigahour/contracts/toolchain/foundry'
import { describe, expect, it } from 'vitest'
import { executable, ROOT } from './process.ts'

const packages: { optionalDependencies: Record<string, string> } = JSON.parse(
  readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
)

describe('executables of Foundry', () => {
  it.each([
    ['darwin', 'arm64', '@foundry-rs/anvil-darwin-arm64'],
    ['darwin', 'x64', '@foundry-rs/anvil-darwin-amd64'],
    ['linux', 'arm64', '@foundry-rs/anvil-linux-arm64'],
    ['linux', 'x64', '@foundry-rs/anvil-linux-amd64'],
    ['win32', 'x64', '@foundry-rs/anvil-win32-amd64'],
  ] as const)('come with a listed package on %s %s', (platform, arch, name) => {
    expect(foundryPackage('anvil', { platform, arch })).toBe(name)
    for (const program of ['anvil', 'cast', 'forge'])
      expect(packages.optionalDependencies).toHaveProperty([name.replace('anvil', program)])
  })

  it('are looked for in the package of this machine', () => {
    const there = () => true
    const folder = path.join(ROOT, 'node_modules')
    expect(executable('forge', { platform: 'darwin', arch: 'arm64' }, there)).toBe(
      path.join(folder, '@foundry-rs/forge-darwin-arm64/bin/forge'),
    )
    expect(executable('cast', { platform: 'win32', arch: 'x64' }, there)).toBe(
      path.join(folder, '@foundry-rs/cast-win32-amd64/bin/cast.exe'),
    )
    expect(executable('tsx', { platform: 'darwin', arch: 'arm64' }, there)).toBe(path.join(folder, '.bin/tsx'))
  })

  it('are taken from the PATH where no package brings them', () => {
    expect(executable('forge', { platform: 'freebsd', arch: 'x64' }, () => true)).toBe('forge')
    expect(executable('forge', { platform: 'linux', arch: 'arm64' }, () => false)).toBe('forge')
  })

  it('are installed on this machine, or on its PATH', () => {
    const found = executable('anvil')
    expect(found === 'anvil' || existsSync(found)).toBe(true)
  })
})
