import { bundleFactoryAbi } from '@gigahour/contracts/abi'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Page } from 'playwright-core'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says, tradeScreen } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { fillWindow, list, openMarket, openTab, order, useTokens } from './clicks.ts'
import { lastCredit, lastNote } from './issued.ts'
import { DAY, dateOf, type Story } from './story.ts'
import { visit } from './visit.ts'
import type { World } from './world.ts'

const [issuer, buyer] = [personAccount(9), personAccount(1)]
const USDC = 1_000_000n
/** What one bundle is, as the provider's page says it. */
const PARTS = '1 credit and 2 of the notes'

/** Credit and notes go into one token, are sold together, come out again, and no coupon is lost on the way. */
export const bundle: Story = {
  name: 'bundle in and out',
  scenes: ({ begin }) => {
    let token: Address
    let credit: Address
    let note: Address
    let market: string
    return [
      {
        at: begin,
        what: 'a credit and notes are issued, a coupon is paid, and bundles are wrapped',
        play: async (world) => {
          await world.fund(issuer, 100n * USDC)
          await visit(world, issuer, '/provider', async (page) => {
            await issueCredit(page, begin)
            await issueNotes(page, begin)
            await fillWindowOf(page, 'Make a bundle', { 'Notes beside one credit': '2' })
            await list(page, PARTS)
          })
          ;[credit, note] = await Promise.all([lastCredit(world), lastNote(world)])
          token = await readContract(world.client, {
            ...{ address: world.deployment.bundleFactory, abi: bundleFactoryAbi },
            ...{ functionName: 'bundleOf', args: [credit, note, 2n] },
          })
          market = (await bundleOf(world, token)).market ?? ''
          await visit(world, issuer, `/financing/${token}`, async (page) => {
            await useTokens(page, 'Wrap', '5')
            expect([await world.held(issuer, credit), await world.held(issuer, note)]).toEqual([5_000n, 10_000n])
            await useTokens(page, 'Deposit on the exchange', '3')
            await openMarket(page)
            await order(page, { side: 'Sell', price: '20', size: '3' }, '3.000 wait in the book at 20.000')
          })
        },
      },
      {
        at: begin,
        what: 'bundles are bought on the book, unwrapped and wrapped again',
        play: async (world) => {
          const { usdc, usdcAsset } = world.deployment
          await world.fund(buyer, 100n * USDC)
          const free = await world.free(buyer, usdcAsset)
          await visit(world, buyer, `/trade/${market}`, async (page) => {
            await tradeScreen(page).move('Deposit', '100')
            await order(page, { side: 'Buy', price: '20', size: '3' }, 'Bought 3.000 at 20.000')
          })
          // 3 bundles at 20.000 and a fee of 0.02 %.
          expect(await world.free(buyer, usdcAsset)).toBe(free + 100n * USDC - 60_012_000n)
          const earned = await world.held(issuer, usdc)
          await visit(world, issuer, `/trade/${market}`, (page) => tradeScreen(page).move('Withdraw', 'all'))
          expect(await world.held(issuer, usdc)).toBe(earned + 60n * USDC)

          const asset = await world.assetOf(token)
          const bag = (): Promise<bigint[]> =>
            Promise.all([world.free(buyer, asset), ...[token, credit, note].map((each) => world.held(buyer, each))])
          await visit(world, buyer, `/financing/${token}`, (page) => useTokens(page, 'Unwrap', '2'))
          expect(await bag()).toEqual([1_000n, 0n, 2_000n, 4_000n])
          const wallet = await world.held(buyer, usdc)
          await visit(world, buyer, `/financing/${note}`, (page) => useTokens(page, 'Register', '2'))
          expect(await world.held(buyer, usdc), 'the coupon of two notes').toBe(wallet + 800_000n)
          await visit(world, buyer, `/financing/${token}`, async (page) => {
            await useTokens(page, 'Wrap', '1')
            await says(page.getByRole('main'), /Wrapped, bundles\s+4\.000/)
          })
          expect(await bag()).toEqual([1_000n, 1_000n, 1_000n, 0n])
          expect(await bundleOf(world, token)).toMatchObject({ notesPerCredit: 2, supply: '4000' })
        },
      },
    ]
  },
}

/** Ten units of two USDC each, which no index knows. */
async function issueCredit(page: Page, begin: number): Promise<void> {
  await openTab(page, 'Credits and bond')
  await page.getByRole('button', { name: 'Issue a credit' }).click()
  await fillWindow(page, {
    choices: { Grade: 'none: a fixed price' },
    fields: {
      ...{ 'Name of the token': 'Lava tokens', 'Symbol of the token': 'LAVA' },
      ...{ 'What one unit is good for': 'million model tokens', 'Price of a unit, fixed by the terms': '2' },
      ...{ 'Units to issue': '10', 'Endpoint (URL)': 'https://lava.example', Bond: '20' },
      ...{ 'Window opens (UTC)': dateOf(begin), 'Window closes (UTC)': dateOf(begin + 400 * DAY) },
    },
    send: 'Issue 10.000 LAVA',
  })
}

/** Twenty notes, all taken by the issuer, and a coupon of 8 USDC: 0.40 each, which stays with the bearer notes. */
async function issueNotes(page: Page, begin: number): Promise<void> {
  await openTab(page, 'Notes')
  await page.getByRole('button', { name: 'Issue a note' }).click()
  await fillWindow(page, {
    fields: {
      ...{ 'Name of the token': 'Lava revenue', 'Symbol of the token': 'LAVA-REV' },
      ...{ 'Whose revenue is shared': 'tokens', 'Price of a note': '10', 'Notes to sell, at most': '20' },
      ...{ 'Share of revenue': '8', 'A note pays at most': '1.35', 'Monthly coupons': '12' },
      ...{ 'First coupon due (UTC)': dateOf(begin + 2 * DAY), 'Smallest coupon of a note, a month': '0.5' },
    },
    send: 'Issue LAVA-REV',
  })
  await fillWindowOf(page, 'Take unsold', { Amount: '20' })
  await fillWindowOf(page, 'Deposit revenue', { 'Revenue since the last deposit': '100' }, 'Deposit 8.00 USDC')
}

async function fillWindowOf(page: Page, name: string, fields: Record<string, string>, send = name): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
  await fillWindow(page, { fields, send })
}

async function bundleOf(world: World, token: Address): Promise<Bundle> {
  const told = (await world.api<Bundle[]>('/v1/bundles')).find((each) => each.token === token.toLowerCase())
  if (!told) throw new Error(`The API knows no bundle ${token}`)
  return told
}
