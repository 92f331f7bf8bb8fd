import { describe, expect, it } from 'vitest'
import { chooseBrowser } from './browser.ts'

/** A machine on which exactly these files exist. */
const machine = (platform: NodeJS.Platform, arch: NodeJS.Architecture, ...files: string[]) => ({
  platform,
  arch,
  env: { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
  exists: (file: string) => files.includes(file),
})

const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
const MAC_EDGE = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
const WINDOWS_EDGE = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'

describe('the browser of the tests', () => {
  it.each([
    ['linux', 'x64', '/usr/bin/chromium'],
    ['linux', 'arm64', '/usr/bin/google-chrome-stable'],
    ['linux', 'x64', '/usr/bin/microsoft-edge'],
    ['darwin', 'arm64', MAC_CHROME],
    ['darwin', 'x64', MAC_EDGE],
    ['win32', 'x64', WINDOWS_EDGE],
  ] as const)('is the installed one on %s %s: %s', (platform, arch, file) => {
    expect(chooseBrowser(machine(platform, arch, file))).toBe(file)
  })

  it('is Chrome before Edge', () => {
    expect(chooseBrowser(machine('darwin', 'arm64', MAC_EDGE, MAC_CHROME))).toBe(MAC_CHROME)
  })

  it('is the one that CHROMIUM_PATH names before any other', () => {
    const here = machine('linux', 'x64', '/usr/bin/chromium')
    expect(chooseBrowser({ ...here, env: { CHROMIUM_PATH: '/opt/chrome' } })).toBe('/opt/chrome')
  })

  it('is the bundled one where it runs and no other is installed', () => {
    expect(chooseBrowser(machine('linux', 'x64'))).toBe('bundled')
  })

  it.each([
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['win32', 'x64'],
  ] as const)('is asked for on %s %s if none is installed', (platform, arch) => {
    expect(() => chooseBrowser(machine(platform, arch))).toThrow(
      `No Chrome, Chromium or Edge found, and none is bundled for ${platform} ${arch}. Install one, or set CHROMIUM_PATH to its executable.`,
    )
  })
})
