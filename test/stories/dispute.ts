import { committeeArbiterAbi, priceIndexAbi, settlementAbi } from '@gigahour/contracts/abi'
import type { Print } from '@gigahour/indexer/api/prints'
import type { Settlement } from '@gigahour/indexer/api/settlement'
import { formatUnits } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says } from '../e2e/screen.ts'
import { deployerAccount, personAccount } from '../src/chain/accounts.ts'
import { fillWindow, press } from './clicks.ts'
import { dayOf, GRADE, meanTick, medianOf, mediansOf } from './prints.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const challenger = personAccount(3)
/** What a challenge costs, and what the reserve puts up against it: micro-USDC. */
const BOND = 1_000_000_000n

const grade = GRADE.h200
const NAME = 'H200-US'

/** All reporters are wrong on one day; one reader says so, the arbiter agrees, and the month settles at the right price. */
export const dispute: Story = {
  name: 'disputed print',
  scenes: ({ month, settled }) => {
    const day = dayOf(month.start) + 4
    let printed: bigint
    let right: bigint
    return [
      {
        at: (day + 1) * DAY + HOUR,
        what: 'a print is challenged in its window',
        play: async (world) => {
          const { priceIndex, usdc } = world.deployment
          const index = { address: priceIndex, abi: priceIndexAbi } as const
          printed = await medianOf(world, grade, day)
          right = (printed * 5n) / 4n
          await world.fund(challenger, BOND)
          const before = await world.held(challenger, usdc)
          // The latest print is the one that is shown.
          await visit(world, challenger, `/index?grade=${NAME}`, async (page) => {
            await page.getByRole('button', { name: 'Challenge' }).click()
            const fields = { 'Right price': formatUnits(right, 6) }
            await fillWindow(page, { fields, send: 'Put up the bond and challenge' })
          })
          expect(await world.held(challenger, usdc)).toBe(before - BOND)
          const { status, isFinal, price } = await readContract(world.client, {
            ...{ ...index, functionName: 'printOf', args: [grade, day] },
          })
          expect([status, isFinal, price]).toEqual([2, false, printed])
          const prints = await world.api<Print[]>(`/v1/index/${NAME}`)
          expect(prints.find((each) => each.day === day)).toMatchObject({
            status: 'challenged',
            price: `${printed}`,
            challenge: { state: 'open', bond: `${BOND}`, counterBond: `${BOND}`, price: `${right}` },
          })
        },
      },
      {
        at: (day + 3) * DAY,
        what: 'the arbiter names the right price, and the challenger takes both bonds',
        play: async (world) => {
          const { priceIndex, usdc } = world.deployment
          const index = { address: priceIndex, abi: priceIndexAbi } as const
          const arbiter = await readContract(world.client, { ...index, functionName: 'arbiterOf', args: [day] })
          await world.send(deployerAccount(), {
            ...{ address: arbiter, abi: committeeArbiterAbi },
            ...{ functionName: 'vote', args: [priceIndex, grade, day, right] },
          })
          const before = await world.held(challenger, usdc)
          await visit(world, challenger, `/index?grade=${NAME}`, async (page) => {
            await says(page.getByRole('table', { name: NAME }), /Resolved by arbiter/)
            await press(page, 'Claim the bond', 'Claim 2,000.00 USDC of bonds')
          })
          expect(await world.held(challenger, usdc)).toBe(before + 2n * BOND)
          const prints = await world.api<Print[]>(`/v1/index/${NAME}`)
          expect(prints.find((each) => each.day === day)).toMatchObject({
            status: 'resolved',
            isFinal: true,
            price: `${right}`,
            challenge: { state: 'overturned' },
          })
        },
      },
      {
        at: settled,
        what: 'the final price of the month counts the day as resolved',
        play: async (world) => {
          const series = await world.series('H200')
          const [from, to] = [dayOf(month.start), dayOf(month.end)]
          const prints = await mediansOf(world, grade, from, to)
          const tick = meanTick(prints.with(day - from, right), series.cap)
          const read = {
            address: world.deployment.settlement,
            abi: settlementAbi,
            functionName: 'finalPriceOf',
          } as const
          expect(await readContract(world.client, { ...read, args: [series.market] })).toEqual([
            true,
            BigInt(tick) * 1_000n,
          ])
          // A quarter more on one of 31 days moves the mean by ticks, not by nothing.
          expect(tick).toBeGreaterThan(meanTick(prints, series.cap))
          expect(await world.api<Settlement>(`/v1/settlements/${series.symbol}`)).toMatchObject({ final: { tick } })
        },
      },
    ]
  },
}
