import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../ports.ts'
import { placeGateway } from './place.ts'

let folder: string
let taken: Server | undefined

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-place-'))
})

afterEach(async () => {
  await new Promise<unknown>((resolve) => (taken ? taken.close(resolve) : resolve(undefined)))
  taken = undefined
  rmSync(folder, { recursive: true, force: true })
})

it('stands where its offers say, also if another port is wanted now', async () => {
  const [first, second] = [await freePort(), await freePort()]
  expect(await placeGateway(folder, first)).toMatchObject({ port: first, moved: undefined })
  expect(await placeGateway(folder, second)).toMatchObject({ port: first, moved: undefined })
})

it('says where its offers send buyers, if it cannot stand there', async () => {
  const [first, second] = [await freePort(), await freePort()]
  await placeGateway(folder, first)
  taken = createServer()
  await new Promise<void>((resolve) => taken?.listen(first, '127.0.0.1', resolve))
  const { port, moved } = await placeGateway(folder, second)
  expect(moved).toBe(`http://127.0.0.1:${first}`)
  expect([first, 0]).not.toContain(port)
})
