import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { freePort } from './ports.ts'
import { answers, runChild, startChild, untilReady } from './process.ts'

const node = (script: string): { command: string; args: string[] } => ({
  command: process.execPath,
  args: ['-e', script],
})

const server = (port: number): string =>
  `require('node:http').createServer((_, response) => response.end('ok')).listen(${port})`

describe('runChild', () => {
  it('answers the exit code and keeps the streams apart', async () => {
    const run = await runChild({ name: 'talker', ...node('console.log("out"); console.error("err"); process.exit(3)') })
    expect(run.code).toBe(3)
    expect(run.stdout).toBe('out\n')
    expect(run.log).toContain('err')
  })

  it('counts a program that does not exist as failed', async () => {
    const run = await runChild({ name: 'nobody', command: '/nonexistent/program' })
    expect(run.code).toBe(1)
    expect(run.log).toContain('ENOENT')
  })
})

describe('startChild', () => {
  it('ends what the child itself started', async () => {
    const port = await freePort()
    const grandchild = JSON.stringify(server(port))
    const script = `require('node:child_process').spawn(process.execPath, ['-e', ${grandchild}]); setInterval(() => {}, 1000)`
    const child = startChild({ name: 'parent', ...node(script) })
    await untilReady(child, () => answers(`http://127.0.0.1:${port}`))

    await child.stop()

    await expect(answers(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed')
  })
})

describe('untilReady', () => {
  it('waits until a server answers on a free port', async () => {
    const port = await freePort()
    const child = startChild({ name: 'server', ...node(`setTimeout(() => ${server(port)}, 200)`) })
    await untilReady(child, () => answers(`http://127.0.0.1:${port}`))
    await child.stop()

    // The port is free again once its holder has been stopped.
    const next = createServer().listen(port, '127.0.0.1')
    await new Promise((resolve) => next.once('listening', resolve))
    await new Promise((resolve) => next.close(resolve))
  })

  it('gives up with the log of a child that ended', async () => {
    const child = startChild({ name: 'short-lived', ...node('console.error("no such file"); process.exit(2)') })
    await expect(untilReady(child, async () => false)).rejects.toThrow(/short-lived ended before.*no such file/s)
  })
})
