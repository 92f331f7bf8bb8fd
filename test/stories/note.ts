import { computeCreditAbi, revenueNoteAbi } from '@gigahour/contracts/abi'
import { deliverCredit, receiptTypedData } from '@gigahour/contracts/credit'
import type { Credit } from '@gigahour/indexer/api/credits'
import type { Note } from '@gigahour/indexer/api/notes'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../src/chain/anvil.ts'
import { fillWindow, openTab, press, useTokens } from './clicks.ts'
import { lastCredit, lastNote } from './issued.ts'
import { dayOf, GRADE, mediansOf } from './prints.ts'
import { DAY, dateOf, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const [issuer, registered, bearer] = [personAccount(0), personAccount(5), personAccount(8)]
const USDC = 1_000_000n
const RESERVE_NAME = 'Geyser reserve'
const BOND = 10_000n * USDC
/** The first coupon of 100 notes of 100 USDC, which pay 135 USDC at most and 5 USDC a month at least. */
const COUPON = 500n * USDC

/** A note pays one coupon and misses the next; its holders take compute instead. */
export const note: Story = {
  name: 'coupon, stress, conversion, redemption of the credit',
  scenes: ({ indexed }) => {
    const firstDue = (dayOf(indexed) + 3) * DAY
    // Ten days after the second date, whichever month it is.
    const missed = firstDue + 41 * DAY + HOUR
    const windowEnd = missed + 14 * DAY + HOUR
    let token: Address
    let reserve: Address
    let credits: bigint
    return [
      {
        at: indexed,
        what: 'notes are sold with a reserve of credits behind them, and the first coupon is paid',
        play: async (world) => {
          const { usdc } = world.deployment
          await world.fund(issuer, BOND + COUPON)
          await visit(world, issuer, '/provider', async (page) => {
            await openTab(page, 'Credits and bond')
            await page.getByRole('button', { name: 'Issue a credit' }).click()
            const names = { 'Name of the token': RESERVE_NAME, 'Symbol of the token': 'GEY-RES' }
            const terms = { 'Endpoint (URL)': 'https://geyser.example', 'Units to issue': '8000', Bond: '10000' }
            const dates = {
              'Window opens (UTC)': dateOf(indexed),
              'Window closes (UTC)': dateOf(firstDue + 500 * DAY),
            }
            const fields = { ...names, ...terms, ...dates }
            await fillWindow(page, { choices: { Grade: 'H100-US' }, fields, send: /^Issue 8,000\.000 GEY-RES/ })
            await openTab(page, 'Notes')
            await page.getByRole('button', { name: 'Issue a note' }).click()
            await fillWindow(page, {
              choices: { 'Credit that conversion is made into': 'GEY-RES' },
              fields: {
                ...{ 'Name of the token': 'Geyser revenue', 'Symbol of the token': 'GEY-REV' },
                ...{ 'Whose revenue is shared': 'whole business', 'Price of a note': '100' },
                ...{ 'Notes to sell, at most': '100', 'Share of revenue': '8', 'A note pays at most': '1.35' },
                ...{ 'First coupon due (UTC)': dateOf(firstDue), 'Monthly coupons': '12' },
                ...{ 'Smallest coupon of a note, a month': '5', 'Units locked as reserve': '8000' },
              },
              send: 'Issue GEY-REV',
            })
          })
          ;[reserve, token] = [await lastCredit(world), await lastNote(world)]
          await world.fund(registered, 6_000n * USDC)
          await visit(world, registered, `/financing/${token}`, async (page) => {
            await useTokens(page, 'Buy in the primary sale', '60')
            await useTokens(page, 'Register', '60')
          })
          await world.fund(bearer, 4_000n * USDC)
          await visit(world, bearer, `/financing/${token}`, (page) => useTokens(page, 'Buy in the primary sale', '40'))
          // 8 % of a revenue of 6,250 USDC: 5 USDC for each of 100 notes.
          await visit(world, issuer, '/provider', async (page) => {
            await openTab(page, 'Notes')
            await page.getByRole('button', { name: 'Deposit revenue' }).click()
            const fields = { 'Revenue since the last deposit': '6250' }
            await fillWindow(page, { fields, send: 'Deposit 500.00 USDC' })
          })
          const before = await world.held(registered, usdc)
          await visit(world, registered, `/financing/${token}`, (page) =>
            press(page, 'Collect 300.00 USDC of coupons', 'Collect coupons'),
          )
          expect(await world.held(registered, usdc)).toBe(before + 300n * USDC)
          expect(await world.api<Note>(`/v1/notes/${token}`)).toMatchObject({
            ...{ state: 'performing', perToken: '5000000', supply: '100000', deposited: '500000000', saleOpen: false },
          })
        },
      },
      {
        at: missed,
        what: 'the second coupon is missed: anyone declares stress, holders ask for credits',
        play: async (world) => {
          const { usdc } = world.deployment
          expect((await world.api<Note>(`/v1/notes/${token}`)).state).toBe('late')
          const before = await world.held(bearer, usdc)
          await visit(world, bearer, `/financing/${token}`, async (page) => {
            await press(page, 'Declare coupon 2 missed')
            const stress = /Stress declared for due date 2: 500\.00 USDC deposited where 1,000\.00 USDC/
            await says(page.getByRole('main'), stress)
            // The bearer's notes still carry their coupon: registering pays it.
            await useTokens(page, 'Register', '20')
            expect(await world.held(bearer, usdc)).toBe(before + 100n * USDC)
            await useTokens(page, 'Convert', '20')
          })
          await visit(world, registered, `/financing/${token}`, (page) => useTokens(page, 'Convert', '60'))

          // 90 % of the mean of the 30 prints that are final, 48 hours after their day.
          const last = dayOf(missed) - 3
          const prints = await mediansOf(world, GRADE.h100, last - 29, last + 1)
          const sum = prints.reduce((total, price) => total + price, 0n)
          const price = (((sum + 15n) / 30n) * 9n) / 10n
          // Each of 80 notes could still pay 130 USDC.
          credits = (80n * 130n * USDC * 1_000n) / price
          expect(await world.api<Note>(`/v1/notes/${token}`)).toMatchObject({
            state: 'conversion',
            conversion: { cause: 'couponMissed', month: 2, had: '500000000', needed: '1000000000', price: `${price}` },
          })
        },
      },
      {
        at: windowEnd,
        what: 'the reserve is shared, and a holder uses its credits',
        play: async (world) => {
          await visit(world, bearer, `/financing/${token}`, async (page) => {
            await press(page, 'Fix the conversion')
            await press(page, 'Take .* credits')
          })
          await visit(world, registered, `/financing/${token}`, (page) => press(page, 'Take .* credits'))
          expect(await world.held(bearer, reserve)).toBe((20n * credits) / 80n)
          expect(await world.held(registered, reserve)).toBe((60n * credits) / 80n)
          const { supply } = await readContract(world.client, {
            ...{ address: token, abi: revenueNoteAbi, functionName: 'state' },
          })
          expect(supply, 'notes that were not converted').toBe(20_000n)
          expect(await world.api<Note>(`/v1/notes/${token}`)).toMatchObject({
            ...{ state: 'converted', supply: '20000', conversion: { converted: '80000', credits: `${credits}` } },
          })

          await visit(world, registered, `/financing/${reserve}`, (page) => useTokens(page, 'Redeem', '10'))
          const receipt = { redemptionId: 1n, deliveredLots: 10_000n, time: BigInt(windowEnd) }
          const domain = { chainId: LOCAL_CHAIN_ID, address: reserve, name: RESERVE_NAME }
          const signature = await registered.signTypedData(receiptTypedData(domain, receipt))
          await world.send(issuer, deliverCredit(reserve, receipt, registered.address, signature))
          const { delivered, bond } = await readContract(world.client, {
            ...{ address: reserve, abi: computeCreditAbi, functionName: 'state' },
          })
          // 10 of 8,000 units take 12.50 of the bond's 10,000 USDC with them.
          expect([delivered, bond]).toEqual([10_000n, BOND - 12_500_000n])
          expect(await world.api<Credit>(`/v1/credits/${reserve}`)).toMatchObject({ delivered: '10000', queued: '0' })
        },
      },
    ]
  },
}
