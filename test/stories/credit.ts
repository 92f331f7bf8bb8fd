import { computeCreditAbi } from '@gigahour/contracts/abi'
import { formatDecimal, formatLots, toLots } from '@gigahour/contracts/units'
import type { Credit } from '@gigahour/indexer/api/credits'
import type { Locator, Page } from 'playwright-core'
import { type Address, erc20Abi } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says, tradeScreen } from '../e2e/screen.ts'
import { type LocalAccount, personAccount } from '../src/chain/accounts.ts'
import { signIn } from '../src/gateway/client.ts'
import { fillWindow, list, openMarket, openTab, order, press, useTokens } from './clicks.ts'
import { lastCredit } from './issued.ts'
import { dayOf, GRADE, medianOf } from './prints.ts'
import { DAY, dateOf, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'
import type { World } from './world.ts'

const [issuer, holder, payee] = [personAccount(7), personAccount(8), personAccount(9)]
const USDC = 1_000_000n
const NAME = 'Fjord H100'
/** Behind 1,000 units: one USDC of the bond for each, far less than a unit costs. */
const BOND = 1_000n * USDC
/** Of the bond behind each lot, micro-USDC. */
const PER_LOT = 1_000n
/** Eight GPUs deliver 250 units in 31¼ hours. */
const MOST = 250_000n
const MOST_TIME = 112_500

/** A provider sells credits and delivers a part; its bond does not suffice for the rest, and all share it alike. */
export const credit: Story = {
  name: 'credits sold, redeemed, defaulted',
  scenes: ({ indexed }) => {
    const window = { start: (dayOf(indexed) + 1) * DAY, end: (dayOf(indexed) + 5) * DAY }
    let token: Address
    let delivered: bigint
    const atEndpoint = (world: World, work: (card: Locator) => Promise<void>) =>
      visit(world, holder, `/financing/${token}`, async (page) => {
        const card = page.getByRole('article', { name: 'Redemption 1' })
        await card.getByRole('button', { name: 'Sign in' }).click()
        await work(card)
      })
    return [
      {
        at: indexed,
        what: 'credits are issued against a bond and sold on the book; what is unsold is burned',
        play: async (world) => {
          const { usdc, usdcAsset } = world.deployment
          await world.fund(issuer, BOND)
          await visit(world, issuer, '/provider', async (page) => {
            await openTab(page, 'Credits and bond')
            await page.getByRole('button', { name: 'Issue a credit' }).click()
            const names = { 'Name of the token': NAME, 'Symbol of the token': 'FJ-H100' }
            const terms = { 'Endpoint (URL)': world.stack.gatewayUrl, 'Units to issue': '1000', Bond: '1000' }
            const dates = {
              'Window opens (UTC)': dateOf(window.start),
              'Window closes (UTC)': dateOf(window.end),
            }
            const fields = { ...names, ...terms, ...dates }
            await fillWindow(page, { choices: { Grade: 'H100-US' }, fields, send: /^Issue 1,000\.000 FJ-H100/ })
            await list(page, 'FJ-H100')
          })
          token = await lastCredit(world)
          const { market } = await world.api<Credit>(`/v1/credits/${token}`)
          await visit(world, issuer, `/financing/${token}`, async (page) => {
            await useTokens(page, 'Deposit on the exchange', '400')
            await openMarket(page)
            await order(page, { side: 'Sell', price: '2.5', size: '400' }, '400.000 wait in the book at 2.500')
          })
          // 400 units at 2.500 and a fee of 0.02 %.
          await world.fund(holder, 1_000_200_000n)
          const before = await world.free(holder, usdcAsset)
          await visit(world, holder, `/trade/${market}`, async (page) => {
            const { move } = tradeScreen(page)
            await move('Deposit', '1000.2')
            await order(page, { side: 'Buy', price: '2.5', size: '400' }, 'Bought 400.000 at 2.500')
            expect(await world.free(holder, usdcAsset)).toBe(before)
            // Nothing else is his on the exchange.
            await move('Withdraw', 'all')
          })
          expect(await world.held(holder, token)).toBe(400_000n)
          await visit(world, holder, `/financing/${token}`, (page) => useTokens(page, 'Redeem', '300'))
          await world.send(holder, {
            ...{ address: token, abi: erc20Abi, functionName: 'transfer', args: [payee.address, 60_000n] },
          })
          const wallet = await world.held(issuer, usdc)
          await visit(world, issuer, '/provider', async (page) => {
            await openTab(page, 'Credits and bond')
            await page.getByRole('button', { name: 'Burn' }).click()
            await fillWindow(page, { fields: { Amount: '600' }, send: 'Burn' })
            await press(page, 'Withdraw released', 'Withdraw 600.00 USDC of released bond')
          })
          expect(await world.held(issuer, usdc)).toBe(wallet + 600n * USDC)
          expect(await world.api<Credit>(`/v1/credits/${token}`)).toMatchObject({
            ...{ state: 'upcoming', queued: '300000', circulating: '100000', boughtBack: '600000', bond: '400000000' },
          })
        },
      },
      {
        at: window.start + HOUR,
        what: 'the holder signs in at the endpoint and starts work',
        play: (world) =>
          atEndpoint(world, async (card) => {
            await card.getByRole('button', { name: 'Start work' }).click()
            await says(card, 'Working')
          }),
      },
      {
        at: window.start + HOUR + MOST_TIME,
        what: 'the holder receipts 250 of 300 units; their share of the bond is the issuer’s',
        play: async (world) => {
          await atEndpoint(world, async (card) => {
            await card.getByRole('button', { name: 'Stop work' }).click()
            await says(card, 'Idle')
            await card.getByRole('button', { name: 'Sign the receipt' }).click()
            await says(card, 'The receipt was posted.')
          })
          const session = await signIn(world.stack.gatewayUrl, holder, { credit: token, redemption: 1n })
          delivered = (BigInt((await session.meter()).seconds) * 8_000n) / 3_600n
          expect(delivered > MOST - 300n && delivered < MOST + 300n, 'about 250').toBe(true)
          const rest = 400_000n - delivered
          expect(await world.api<Credit>(`/v1/credits/${token}`)).toMatchObject({
            ...{ state: 'open', delivered: `${delivered}`, queued: `${300_000n - delivered}` },
            ...{ bond: `${rest * PER_LOT}`, released: `${BOND - rest * PER_LOT}` },
          })
        },
      },
      {
        at: window.end + 3 * DAY + HOUR,
        what: 'the issuer defaults on the rest: about 150 units share as many USDC, first and last alike',
        play: async (world) => {
          const { usdc } = world.deployment
          const price = await medianOf(world, GRADE.h100, dayOf(window.end) - 1)
          const lots = 400_000n - delivered
          const pool = lots * PER_LOT
          // All at the last print before the window's end, and a tenth for damages; rounded up in favour of the holders.
          const owed = (lots * price * 11n + 9_999n) / 10_000n
          expect(owed, 'the bond does not suffice').toBeGreaterThan(pool)
          const fresh = { price: `${price}`, isIssuePrice: false, lots: `${lots}`, owed: `${owed}`, pool: `${pool}` }
          const collect = async (page: Page, person: LocalAccount, part: bigint) => {
            const before = await world.held(person, usdc)
            await useTokens(page, 'Get paid from the bond', formatLots(toLots(part)))
            expect(await world.held(person, usdc)).toBe(before + part * PER_LOT)
          }
          await visit(world, payee, `/financing/${token}`, async (page) => {
            await press(page, 'Declare default')
            // Rounded down to hundredths of a per cent; one USDC of the bond for each unit.
            const share = formatDecimal((pool * 10_000n) / owed, 2)
            await says(
              page.getByRole('main'),
              `In default: every holder gets ${share}% of what is owed, 1.000 USDC per token, first and last alike`,
            )
            const told = await world.api<Credit>(`/v1/credits/${token}`)
            expect(told).toMatchObject({ state: 'default', default: fresh })
            await collect(page, payee, 59_000n)
          })
          await visit(world, holder, `/financing/${token}`, async (page) => {
            await press(page, 'Leave redemption 1')
            await collect(page, holder, lots - 60_000n)
          })
          await visit(world, payee, `/financing/${token}`, (page) => collect(page, payee, 1_000n))
          const { bond, circulating, queued } = await readContract(world.client, {
            ...{ address: token, abi: computeCreditAbi, functionName: 'state' },
          })
          expect([bond, circulating, queued]).toEqual([0n, 0n, 0n])
          expect(await world.held(holder, token)).toBe(0n)
          const told = await world.api<Credit>(`/v1/credits/${token}`)
          expect(told.default).toMatchObject({ claimed: `${lots}`, paid: `${pool}` })
        },
      },
    ]
  },
}
