import { computeCreditAbi, revenueNoteAbi } from '@gigahour/contracts/abi'
import { approve } from '@gigahour/contracts/calls'
import { deliverCredit, issueCredit, receiptTypedData, redeemCredit } from '@gigahour/contracts/credit'
import {
  buyNotes,
  collectCoupons,
  convertNotes,
  declareCouponMissed,
  depositRevenue,
  fixConversion,
  issueNote,
  registerNotes,
  takeCredits,
} from '@gigahour/contracts/note'
import type { Credit } from '@gigahour/indexer/api/credits'
import type { Note } from '@gigahour/indexer/api/notes'
import { type Address, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../src/chain/anvil.ts'
import { lastCredit, lastNote } from './issued.ts'
import { dayOf, GRADE, mediansOf } from './prints.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const [issuer, registered, bearer] = [personAccount(0), personAccount(5), personAccount(8)]
const USDC = 1_000_000n
const RESERVE_NAME = 'Geyser reserve'
const RESERVE = 8_000_000n
const BOND = 10_000n * USDC
/** 100 notes of 100 USDC, which pay 135 USDC at most and 5 USDC a month at least. */
const NOTES = 100_000n
const COUPON = 500n * USDC

/** A note pays one coupon and misses the next; its holders take compute instead. */
export const note: Story = {
  name: 'coupon, stress, conversion, redemption of the credit',
  scenes: ({ indexed }) => {
    const firstDue = indexed + 2 * DAY
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
          const { creditFactory, noteFactory, usdc } = world.deployment
          await world.fund(issuer, BOND + COUPON)
          const reserveTerms = {
            ...{ name: RESERVE_NAME, symbol: 'GEY-RES', unit: 'GPU-hour', endpoint: 'https://geyser.example' },
            ...{ grade: GRADE.h100, referencePrice: 0n, meter: zeroAddress },
            ...{ start: BigInt(indexed), end: BigInt(firstDue + 500 * DAY) },
          }
          await world.send(
            issuer,
            approve(usdc, creditFactory, BOND),
            issueCredit(creditFactory, reserveTerms, RESERVE, BOND),
          )
          reserve = await lastCredit(world)
          const terms = {
            ...{ name: 'Geyser revenue', symbol: 'GEY-REV', productLine: 'whole business', issuePrice: 100n * USDC },
            ...{ lots: NOTES, shareBp: 800, capBp: 13_500, firstDue: BigInt(firstDue), coupons: 12 },
            ...{ minimumCoupon: 5n * USDC, reserve },
          }
          await world.send(issuer, approve(reserve, noteFactory, RESERVE), issueNote(noteFactory, terms, RESERVE))
          token = await lastNote(world)
          for (const [person, lots] of [
            [registered, 60_000n],
            [bearer, 40_000n],
          ] as const) {
            await world.fund(person, lots * 100_000n)
            await world.send(person, approve(usdc, token, lots * 100_000n), buyNotes(token, lots, person.address))
          }
          await world.send(registered, registerNotes(token, 60_000n))
          // 8 % of a revenue of 6,250 USDC: 5 USDC for each of 100 notes.
          await world.send(issuer, approve(usdc, token, COUPON), depositRevenue(token, 6_250n * USDC, COUPON))
          const before = await world.held(registered, usdc)
          await world.send(registered, collectCoupons(token, registered.address))
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
          await world.send(bearer, declareCouponMissed(token, 2n))
          // The bearer's notes still carry their coupon: registering pays it.
          const before = await world.held(bearer, usdc)
          await world.send(bearer, registerNotes(token, 20_000n), convertNotes(token, 20_000n))
          expect(await world.held(bearer, usdc)).toBe(before + 100n * USDC)
          await world.send(registered, convertNotes(token, 60_000n))

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
          await visit(world, registered, `/financing/${token}`, (page) =>
            says(page.getByRole('main'), /Stress declared for due date 2: 500\.00 USDC deposited where 1,000\.00 USDC/),
          )
        },
      },
      {
        at: windowEnd,
        what: 'the reserve is shared, and a holder uses its credits',
        play: async (world) => {
          await world.send(bearer, fixConversion(token))
          for (const [person, notes] of [
            [registered, 60n],
            [bearer, 20n],
          ] as const) {
            await world.send(person, takeCredits(token, person.address))
            expect(await world.held(person, reserve)).toBe((notes * credits) / 80n)
          }
          const { supply } = await readContract(world.client, {
            ...{ address: token, abi: revenueNoteAbi, functionName: 'state' },
          })
          expect(supply, 'notes that were not converted').toBe(20_000n)
          expect(await world.api<Note>(`/v1/notes/${token}`)).toMatchObject({
            ...{ state: 'converted', supply: '20000', conversion: { converted: '80000', credits: `${credits}` } },
          })

          await world.send(registered, redeemCredit(reserve, 10_000n))
          const receipt = { redemptionId: 1n, deliveredLots: 10_000n, time: BigInt(windowEnd) }
          const domain = { chainId: LOCAL_CHAIN_ID, address: reserve, name: RESERVE_NAME }
          const signature = await registered.signTypedData(receiptTypedData(domain, receipt))
          await world.send(issuer, deliverCredit(reserve, receipt, signature))
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
