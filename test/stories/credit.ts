import { computeCreditAbi } from '@gigahour/contracts/abi'
import { deliverCredit, receiptTypedData } from '@gigahour/contracts/credit'
import type { Credit } from '@gigahour/indexer/api/credits'
import type { Page } from 'playwright-core'
import { type Address, erc20Abi } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says, tradeScreen } from '../e2e/screen.ts'
import { type LocalAccount, personAccount } from '../src/chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../src/chain/anvil.ts'
import { fillWindow, list, openMarket, openTab, order, press, useTokens } from './clicks.ts'
import { lastCredit } from './issued.ts'
import { dayOf, GRADE, medianOf } from './prints.ts'
import { DAY, dateOf, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const [issuer, holder, payee] = [personAccount(7), personAccount(8), personAccount(9)]
const USDC = 1_000_000n
const NAME = 'Fjord H100'
/** Behind 1,000 units: one USDC of the bond for each, far less than a unit costs. */
const BOND = 1_000n * USDC

/** A provider sells credits and delivers a part; its bond does not suffice for the rest, and all share it alike. */
export const credit: Story = {
  name: 'credits sold, redeemed, defaulted',
  scenes: ({ indexed }) => {
    const window = { start: (dayOf(indexed) + 1) * DAY, end: (dayOf(indexed) + 5) * DAY }
    let token: Address
    const deliver = async (lots: bigint, time: number) => {
      const receipt = { redemptionId: 1n, deliveredLots: lots, time: BigInt(time) }
      const domain = { chainId: LOCAL_CHAIN_ID, address: token, name: NAME }
      return deliverCredit(
        token,
        receipt,
        holder.address,
        await holder.signTypedData(receiptTypedData(domain, receipt)),
      )
    }
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
            const terms = { 'Endpoint (URL)': 'https://fjord.example', 'Units to issue': '1000', Bond: '1000' }
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
        at: window.start + 2 * DAY,
        what: 'the holder receipts 250 of 300 units; their share of the bond is the issuer’s',
        play: async (world) => {
          await world.send(issuer, await deliver(100_000n, window.start + DAY))
          await world.send(issuer, await deliver(250_000n, window.start + 2 * DAY))
          expect(await world.api<Credit>(`/v1/credits/${token}`)).toMatchObject({
            ...{ state: 'open', delivered: '250000', queued: '50000', bond: '150000000', released: '850000000' },
          })
        },
      },
      {
        at: window.end + 3 * DAY + HOUR,
        what: 'the issuer defaults on the rest: 150 units share 150 USDC, first and last alike',
        play: async (world) => {
          const { usdc } = world.deployment
          const price = await medianOf(world, GRADE.h100, dayOf(window.end) - 1)
          // 150 units at the last print before the window's end, and a tenth for damages: 165 times it.
          const owed = 165n * price
          expect(owed, 'the bond does not suffice').toBeGreaterThan(150n * USDC)
          const fresh = { price: `${price}`, isIssuePrice: false, lots: '150000', owed: `${owed}`, pool: '150000000' }
          const collect = async (page: Page, person: LocalAccount, units: bigint) => {
            const before = await world.held(person, usdc)
            await useTokens(page, 'Get paid from the bond', `${units}`)
            expect(await world.held(person, usdc)).toBe(before + units * USDC)
          }
          await visit(world, payee, `/financing/${token}`, async (page) => {
            await press(page, 'Declare default')
            const told = await world.api<Credit>(`/v1/credits/${token}`)
            expect(told).toMatchObject({ state: 'default', default: fresh })
            await collect(page, payee, 59n)
          })
          await visit(world, holder, `/financing/${token}`, async (page) => {
            await press(page, 'Leave redemption 1')
            await collect(page, holder, 90n)
            await says(page.getByRole('main'), /In default: every holder gets .* first and last alike/)
          })
          await visit(world, payee, `/financing/${token}`, (page) => collect(page, payee, 1n))
          const { bond, circulating, queued } = await readContract(world.client, {
            ...{ address: token, abi: computeCreditAbi, functionName: 'state' },
          })
          expect([bond, circulating, queued]).toEqual([0n, 0n, 0n])
          expect(await world.held(holder, token)).toBe(0n)
          const told = await world.api<Credit>(`/v1/credits/${token}`)
          expect(told.default).toMatchObject({ claimed: '150000', paid: '150000000' })
        },
      },
    ]
  },
}
