import { computeCreditAbi } from '@gigahour/contracts/abi'
import { approve, withdraw } from '@gigahour/contracts/calls'
import {
  burnCredit,
  claimDefault,
  declareDefault,
  deliverCredit,
  issueCredit,
  leaveRedemption,
  receiptTypedData,
  redeemCredit,
  withdrawReleased,
} from '@gigahour/contracts/credit'
import { Funding } from '@gigahour/contracts/side'
import type { Credit } from '@gigahour/indexer/api/credits'
import { type Address, erc20Abi, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../src/chain/anvil.ts'
import { lastCredit } from './issued.ts'
import { dayOf, GRADE, medianOf } from './prints.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const [issuer, holder, payee] = [personAccount(7), personAccount(8), personAccount(9)]
const USDC = 1_000_000n
const NAME = 'Fjord H100'
/** 1,000 units against 1,000 USDC: one USDC of the bond behind each, far less than a unit costs. */
const ISSUED = 1_000_000n
const BOND = 1_000n * USDC

/** A provider sells credits and delivers a part; its bond does not suffice for the rest, and all share it alike. */
export const credit: Story = {
  name: 'credits sold, redeemed, defaulted',
  scenes: ({ indexed }) => {
    const window = { start: indexed + DAY, end: (dayOf(indexed) + 5) * DAY }
    let token: Address
    const deliver = async (lots: bigint, time: number) => {
      const receipt = { redemptionId: 1n, deliveredLots: lots, time: BigInt(time) }
      const domain = { chainId: LOCAL_CHAIN_ID, address: token, name: NAME }
      return deliverCredit(token, receipt, await holder.signTypedData(receiptTypedData(domain, receipt)))
    }
    return [
      {
        at: indexed,
        what: 'credits are issued against a bond and sold on the book; what is unsold is burned',
        play: async (world) => {
          const { creditFactory, exchange, usdc, usdcAsset } = world.deployment
          await world.fund(issuer, BOND)
          const terms = {
            ...{
              name: NAME,
              symbol: 'FJ-H100',
              unit: 'GPU-hour',
              endpoint: 'https://fjord.example',
              grade: GRADE.h100,
            },
            ...{ referencePrice: 0n, meter: zeroAddress, start: BigInt(window.start), end: BigInt(window.end) },
          }
          await world.send(issuer, approve(usdc, creditFactory, BOND), issueCredit(creditFactory, terms, ISSUED, BOND))
          token = await lastCredit(world)
          const market = await world.list(issuer, token)
          await world.bring(issuer, token, 400_000n)
          await world.fund(holder, 1_000_200_000n)
          await world.bring(holder, usdc, 1_000_200_000n)
          const before = await world.free(holder, usdcAsset)
          await world.sell(issuer, { market, tick: 2_500, lots: 400_000n, funding: Funding.Token })
          await world.buy(holder, { market, tick: 2_500, lots: 400_000n })
          // 400 units at 2.500 and a fee of 0.02 %.
          expect(before - (await world.free(holder, usdcAsset))).toBe(1_000_200_000n)
          const asset = await world.assetOf(token)
          await world.send(
            holder,
            withdraw(exchange, { asset, amount: 400_000n, to: holder.address }),
            redeemCredit(token, 300_000n),
            { address: token, abi: erc20Abi, functionName: 'transfer', args: [payee.address, 60_000n] },
          )
          const wallet = await world.held(issuer, usdc)
          await world.send(issuer, burnCredit(token, 600_000n), withdrawReleased(token, issuer.address))
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
          await world.send(payee, declareDefault(token))
          const price = await medianOf(world, GRADE.h100, dayOf(window.end) - 1)
          // 150 units at the last print before the window's end, and a tenth for damages: 165 times it.
          const owed = 165n * price
          const fresh = { price: `${price}`, isIssuePrice: false, lots: '150000', owed: `${owed}`, pool: '150000000' }
          expect(await world.api<Credit>(`/v1/credits/${token}`)).toMatchObject({ state: 'default', default: fresh })
          expect(owed, 'the bond does not suffice').toBeGreaterThan(150n * USDC)

          await world.send(holder, leaveRedemption(token, 1n))
          for (const [person, lots] of [
            [payee, 59_000n],
            [holder, 90_000n],
            [payee, 1_000n],
          ] as const) {
            const before = await world.held(person, usdc)
            await world.send(person, claimDefault(token, lots, person.address))
            expect(await world.held(person, usdc)).toBe(before + lots * 1_000n)
          }
          const { bond, circulating, queued } = await readContract(world.client, {
            ...{ address: token, abi: computeCreditAbi, functionName: 'state' },
          })
          expect([bond, circulating, queued]).toEqual([0n, 0n, 0n])
          expect(await world.held(holder, token)).toBe(0n)
          const told = await world.api<Credit>(`/v1/credits/${token}`)
          expect(told.default).toMatchObject({ claimed: '150000', paid: '150000000' })
          await visit(world, holder, `/financing/${token}`, (page) =>
            says(page.getByRole('main'), /In default: every holder gets .* first and last alike/),
          )
        },
      },
    ]
  },
}
