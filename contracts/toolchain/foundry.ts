/** What an executable is chosen by. */
export type Machine = { platform: NodeJS.Platform; arch: NodeJS.Architecture }

const PROGRAMS = new Set(['anvil', 'cast', 'forge'])

/** The machines that Foundry publishes executables for, in its own names; package.json lists all of them as optional. */
const BUILDS: Partial<Record<`${NodeJS.Platform} ${NodeJS.Architecture}`, string>> = {
  'darwin arm64': 'darwin-arm64',
  'darwin x64': 'darwin-amd64',
  'linux arm64': 'linux-arm64',
  'linux x64': 'linux-amd64',
  'win32 x64': 'win32-amd64',
}

export const isFoundry = (program: string): boolean => PROGRAMS.has(program)

/** The package that holds a Foundry program for a machine, or undefined if none is published. */
export function foundryPackage(program: string, { platform, arch }: Machine): string | undefined {
  const build = BUILDS[`${platform} ${arch}`]
  return build && `@foundry-rs/${program}-${build}`
}

/** The file of a Foundry program for a machine, below `node_modules`, or undefined if none is published. */
export function foundryExecutable(program: string, machine: Machine): string | undefined {
  const folder = foundryPackage(program, machine)
  return folder && `${folder}/bin/${program}${machine.platform === 'win32' ? '.exe' : ''}`
}
