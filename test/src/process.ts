import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { foundryExecutable, isFoundry, type Machine } from '@gigahour/contracts/toolchain/foundry'

/** The repository's root folder. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

/**
 * The executable of a root dependency (`anvil`, `forge`, `tsx`, …), or its bare name, to be found on the PATH.
 *
 * Foundry's programs are started directly rather than by the shell script in `.bin`.
 */
export function executable(
  name: string,
  machine: Machine = process,
  exists: (file: string) => boolean = existsSync,
): string {
  const file = isFoundry(name) ? foundryExecutable(name, machine) : `.bin/${name}`
  const installed = file && path.join(ROOT, 'node_modules', file)
  return installed && exists(installed) ? installed : name
}

const LOG_LIMIT = 400_000
const STOP_PATIENCE = 5_000
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

export type ChildOptions = {
  /** What the child is called in errors. */
  name: string
  command: string
  args?: readonly string[]
  /** Working folder; the repository's root if absent. */
  cwd?: string
  /** Added to this process's environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  /** Sees the output as it comes. */
  onOutput?: (text: string) => void
}

export type Child = {
  name: string
  pid: number
  /** Both streams in the order they came, the newest 400,000 characters. */
  log: () => string
  /** Standard output alone, whole. */
  stdout: () => string
  /** Resolves when the child has ended: its exit code, or 1 if a signal ended it. */
  exited: Promise<number>
  /** Ends the child and all it started: asks first, kills after five seconds. Safe to repeat. */
  stop: () => Promise<void>
}

/** Process groups still alive, by the id of their leader. */
const groups = new Set<number>()

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {
    // The group has ended already.
  }
}

/** On the way out nothing can be awaited, so what still runs is killed at once. */
function killEveryGroup(): void {
  for (const leader of groups) signalGroup(leader, 'SIGKILL')
}

let watchingExit = false
function watchExit(): void {
  if (watchingExit) return
  watchingExit = true
  process.on('exit', killEveryGroup)
  for (const signal of Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[]) {
    // A program with its own orderly shutdown listens too, and exits by itself.
    process.on(signal, () => process.listenerCount(signal) === 1 && process.exit(EXIT_CODES[signal]))
  }
}

/** Starts a program in a process group of its own, so that it can be ended with everything it starts. */
export function startChild(options: ChildOptions): Child {
  watchExit()
  const spawned = spawn(options.command, options.args ?? [], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

  let log = ''
  const append = (text: string): void => {
    log = (log + text).slice(-LOG_LIMIT)
    options.onOutput?.(text)
  }
  const stdout: string[] = []
  spawned.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout.push(text)
    append(text)
  })
  spawned.stderr.setEncoding('utf8').on('data', append)

  const { pid } = spawned
  if (pid !== undefined) groups.add(pid)
  const exited = exitOf(spawned, append)

  return {
    name: options.name,
    pid: pid ?? 0,
    log: () => log,
    stdout: () => stdout.join(''),
    exited,
    stop: async () => {
      if (pid === undefined || !groups.has(pid)) return
      signalGroup(pid, 'SIGTERM')
      await Promise.race([exited, sleep(STOP_PATIENCE, undefined, { ref: false })])
      signalGroup(pid, 'SIGKILL')
      await exited
      groups.delete(pid)
    },
  }
}

function exitOf(spawned: ChildProcess, append: (text: string) => void): Promise<number> {
  return new Promise((resolve) => {
    spawned.once('error', (error) => {
      append(`${error.message}\n`)
      resolve(1)
    })
    spawned.once('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a program to its end. */
export async function runChild(options: ChildOptions): Promise<{ code: number; stdout: string; log: string }> {
  const child = startChild(options)
  const code = await child.exited
  // What it may have left running in the background.
  await child.stop()
  return { code, stdout: child.stdout(), log: child.log() }
}

/**
 * Waits until a started child can be used.
 *
 * @param ready - Asked every 50 ms. A throw counts as "not yet".
 * @param patience - Milliseconds to wait.
 * @throws if the child ends first or the patience does; the message holds the end of its log.
 */
export async function untilReady(child: Child, ready: () => Promise<boolean>, patience = 30_000): Promise<void> {
  let ended = false
  void child.exited.then(() => {
    ended = true
  })
  const deadline = performance.now() + patience
  while (!(await ready().catch(() => false))) {
    if (ended || performance.now() > deadline) {
      await child.stop()
      const trouble = ended ? 'ended before it was ready' : `was not ready within ${patience} ms`
      throw new Error(`${child.name} ${trouble}:\n${child.log().slice(-4_000)}`)
    }
    await sleep(50)
  }
}

/** Whether an HTTP address answers with success: the usual test of readiness. */
export const answers = async (url: string): Promise<boolean> =>
  (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
