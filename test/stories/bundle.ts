import { bundleFactoryAbi, exchangeAbi } from '@gigahour/contracts/abi'
import { approve, withdraw } from '@gigahour/contracts/calls'
import { issueCredit } from '@gigahour/contracts/credit'
import {
  createBundle,
  depositRevenue,
  issueNote,
  registerNotes,
  takeUnsold,
  unwrapBundle,
  wrapBundle,
} from '@gigahour/contracts/note'
import { Funding } from '@gigahour/contracts/side'
import type { Bundle } from '@gigahour/indexer/api/financing'
import { zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { says } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { lastCredit, lastNote } from './issued.ts'
import { DAY, type Story } from './story.ts'
import { visit } from './visit.ts'

const [issuer, buyer] = [personAccount(9), personAccount(1)]
const USDC = 1_000_000n

/** Credit and notes go into one token, are sold together, come out again, and no coupon is lost on the way. */
export const bundle: Story = {
  name: 'bundle in and out',
  scenes: ({ begin }) => [
    {
      at: begin,
      what: 'bundles are wrapped, sold on the book, unwrapped and wrapped again',
      play: async (world) => {
        const { exchange, usdc, usdcAsset, creditFactory, noteFactory, bundleFactory } = world.deployment
        await world.fund(issuer, 100n * USDC)
        const [start, end] = [BigInt(begin + DAY), BigInt(begin + 400 * DAY)]
        await world.send(
          issuer,
          approve(usdc, creditFactory, 20n * USDC),
          issueCredit(
            creditFactory,
            {
              ...{
                name: 'Lava tokens',
                symbol: 'LAVA',
                unit: 'million model tokens',
                endpoint: 'https://lava.example',
              },
              ...{ grade: 0, referencePrice: 2n * USDC, meter: zeroAddress, start, end },
            },
            10_000n,
            20n * USDC,
          ),
          issueNote(
            noteFactory,
            {
              ...{
                name: 'Lava revenue',
                symbol: 'LAVA-REV',
                productLine: 'tokens',
                issuePrice: 10n * USDC,
                lots: 20_000n,
              },
              ...{ shareBp: 800, capBp: 13_500, firstDue: start, coupons: 12, minimumCoupon: USDC / 2n },
              reserve: zeroAddress,
            },
            0n,
          ),
        )
        const [credit, note] = await Promise.all([lastCredit(world), lastNote(world)])
        // A coupon of 8 USDC for 20 notes: 0.40 each, which stays with the bearer notes.
        await world.send(
          issuer,
          takeUnsold(note, 20_000n),
          approve(usdc, note, 8n * USDC),
          depositRevenue(note, 100n * USDC, 8n * USDC),
          createBundle(bundleFactory, credit, note, 2n),
        )
        const factory = { address: bundleFactory, abi: bundleFactoryAbi } as const
        const token = await readContract(world.client, {
          ...factory,
          functionName: 'bundleOf',
          args: [credit, note, 2n],
        })
        await world.send(
          issuer,
          approve(credit, token, 5_000n),
          approve(note, token, 10_000n),
          wrapBundle(token, 5_000n, issuer.address),
        )
        expect([await world.held(issuer, credit), await world.held(issuer, note)]).toEqual([5_000n, 10_000n])

        const market = await world.list(issuer, token)
        await world.bring(issuer, token, 3_000n)
        await world.fund(buyer, 100n * USDC)
        await world.bring(buyer, usdc, 100n * USDC)
        const before = { buyer: await world.free(buyer, usdcAsset), issuer: await world.free(issuer, usdcAsset) }
        await world.sell(issuer, { market, tick: 20_000, lots: 3_000n, funding: Funding.Token })
        await world.buy(buyer, { market, tick: 20_000, lots: 3_000n })
        const settle = {
          address: exchange,
          abi: exchangeAbi,
          functionName: 'settle',
          args: [issuer.address, [1]],
        } as const
        await world.send(issuer, settle)
        // 3 bundles at 20.000 and a fee of 0.02 %.
        expect(before.buyer - (await world.free(buyer, usdcAsset))).toBe(60_012_000n)
        expect((await world.free(issuer, usdcAsset)) - before.issuer).toBe(60n * USDC)

        const asset = await world.assetOf(token)
        await world.send(
          buyer,
          withdraw(exchange, { asset, amount: 3_000n, to: buyer.address }),
          unwrapBundle(token, 2_000n, buyer.address),
        )
        const bag = (): Promise<bigint[]> => Promise.all([token, credit, note].map((each) => world.held(buyer, each)))
        expect(await bag()).toEqual([1_000n, 2_000n, 4_000n])
        const wallet = await world.held(buyer, usdc)
        await world.send(
          buyer,
          registerNotes(note, 2_000n),
          approve(credit, token, 1_000n),
          approve(note, token, 2_000n),
          wrapBundle(token, 1_000n, buyer.address),
        )
        expect(await world.held(buyer, usdc), 'the coupon of two notes').toBe(wallet + 800_000n)
        expect(await bag()).toEqual([2_000n, 1_000n, 0n])
        const told = await world.api<Bundle[]>('/v1/bundles')
        expect(told.find((each) => each.token.toLowerCase() === token.toLowerCase())).toMatchObject({
          ...{ notesPerCredit: 2, supply: '4000' },
        })
        await visit(world, buyer, `/financing/${token}`, (page) => says(page.getByRole('main'), 'LAVA'))
      },
    },
  ],
}
