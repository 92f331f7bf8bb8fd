import { afterAll, beforeAll, expect, test } from 'vitest'
import { says } from '../e2e/screen.ts'
import { readSeries } from '../src/chain/series.ts'
import { bundle } from './bundle.ts'
import { credit } from './credit.ts'
import { delivery } from './delivery.ts'
import { dispute } from './dispute.ts'
import { note } from './note.ts'
import { redemption } from './redemption.ts'
import { refusedCredit } from './refusedCredit.ts'
import { refusedHours } from './refusedHours.ts'
import { DAY, datesFrom } from './story.ts'
import { startWorld, stopWorld, type World } from './world.ts'

// Eight stories on one chain, scene by scene in the order of time: months are lived once for all of them.

const dates = datesFrom(Math.floor(Date.now() / 1_000))
const scenes = [redemption, delivery, refusedHours, credit, refusedCredit, note, dispute, bundle]
  .flatMap(({ name, scenes: of }) => of(dates).map((scene) => ({ ...scene, story: name })))
  .toSorted((a, b) => a.at - b.at)
  .map((scene) => [`${scene.story}: ${scene.what}`, scene] as const)

let world: World
const problems: string[] = []

beforeAll(async () => {
  world = await startWorld(dates.month.end, (line) => problems.push(line))
  problems.length = 0
})

afterAll(async () => {
  if (world) await stopWorld(world)
})

test.each(scenes)('%s', async (_, { at, play }) => {
  await world.reach(at)
  await play(world)
})

test('a person moves the clock by a day from the page', async () => {
  const { page, stack } = world
  const before = stack.time.now()
  await page.goto(stack.webUrl)
  await page.getByRole('button', { name: 'Move time' }).click()
  await page.getByRole('button', { name: '+1 day' }).click()
  await says(page.getByRole('dialog'), /Arrived: it is/)
  // The page's clock may be some seconds behind the chain's.
  expect(stack.time.now()).toBeGreaterThan(before + DAY - 60)
})

test('twelve months of each grade trade, however far the clock was moved', async () => {
  const trading = (await readSeries(world.client, world.deployment)).filter(
    ({ expiry }) => expiry > world.stack.time.now(),
  )
  expect(trading).toHaveLength(48)
})

test('nobody who acts by the calendar had a problem', () => {
  expect(problems).toEqual([])
})
