import { exchangeAbi, settlementAbi } from '@gigahour/contracts/abi'
import { redeem } from '@gigahour/contracts/calls'
import { formatTick, toLots, toTick } from '@gigahour/contracts/units'
import type { Settlement } from '@gigahour/indexer/api/settlement'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { PATIENCE, says, tradeScreen } from '../e2e/screen.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { order } from './clicks.ts'
import { dayOf, GRADE, meanTick, mediansOf } from './prints.ts'
import type { Story } from './story.ts'
import { visit } from './visit.ts'

const [holder, writer] = [personAccount(1), personAccount(2)]
const USDC = 1_000_000n
const HOURS = toLots(10_000n)
const PRICE = 2_500

/** One buys, one writes, neither trades again; the index decides. */
export const redemption: Story = {
  name: 'buy, hold, settle, redeem',
  scenes: ({ begin, month, settled }) => [
    {
      at: begin,
      what: 'ten hours are bought from one who writes them',
      play: async (world) => {
        const { usdcAsset } = world.deployment
        const { symbol, long, short, cap } = await world.series('H100')
        for (const person of [holder, writer]) await world.fund(person, 100n * USDC)
        const draft = { price: '2.5', size: '10' }
        await visit(world, writer, `/trade/${symbol}`, async (page) => {
          await tradeScreen(page).move('Deposit', '100')
          await order(page, { ...draft, side: 'Sell' }, '10.000 wait in the book at 2.500')
        })
        await visit(world, holder, `/trade/${symbol}`, async (page) => {
          await tradeScreen(page).move('Deposit', '100')
          await order(page, { ...draft, side: 'Buy' }, 'Bought 10.000 at 2.500')
        })
        // 10 h at 2.500 and a fee of 0.02 %.
        expect(await world.free(holder, usdcAsset)).toBe(100n * USDC - 25_000_000n - 5_000n)
        expect(await world.free(holder, long)).toBe(HOURS)
        await world.send(writer, {
          ...{ address: world.deployment.exchange, abi: exchangeAbi },
          ...{ functionName: 'settle', args: [writer.address, [0]] },
        })
        expect(await world.free(writer, usdcAsset)).toBe(100n * USDC - BigInt(cap - PRICE) * HOURS)
        expect(await world.free(writer, short)).toBe(HOURS)
      },
    },
    {
      at: settled,
      what: 'the mean of the month is the price that LONG and SHORT are paid at',
      play: async (world) => {
        const { exchange, settlement, usdcAsset } = world.deployment
        const series = await world.series('H100')
        const prints = await mediansOf(world, GRADE.h100, dayOf(month.start), dayOf(month.end))
        const tick = meanTick(prints, series.cap)
        const read = { address: settlement, abi: settlementAbi, functionName: 'finalPriceOf' } as const
        expect(await readContract(world.client, { ...read, args: [series.market] })).toEqual([
          true,
          BigInt(tick) * 1_000n,
        ])

        const before = { holder: await world.free(holder, usdcAsset), writer: await world.free(writer, usdcAsset) }
        await world.send(holder, redeem(exchange, series.market, { long: toLots(4_000n), short: toLots(0n) }))
        await visit(world, holder, '/index', (page) => {
          const calendar = page.getByRole('table', { name: 'Settlement calendar' })
          return says(calendar.getByRole('row').filter({ hasText: series.symbol }), formatTick(toTick(tick)))
        })
        // The rest in the web app, which pays all that is left.
        for (const [person, paid] of [
          [writer, before.writer + BigInt(series.cap - tick) * HOURS],
          [holder, before.holder + BigInt(tick) * HOURS],
        ] as const) {
          await visit(world, person, '/portfolio', async (page) => {
            await page.getByRole('button', { name: 'Redeem', exact: true }).first().click()
            await expect.poll(() => world.free(person, usdcAsset), { timeout: PATIENCE }).toBe(paid)
          })
        }

        const told = await world.api<Settlement>(`/v1/settlements/${series.symbol}`)
        expect(told).toMatchObject({
          state: 'settled',
          final: { tick, rule: 'mean-of-month', daysCounted: prints.length },
        })
        const paid = await world.api<{ long: string; short: string; amount: string }[]>(
          `/v1/accounts/${holder.address}/redemptions`,
        )
        expect(paid.map(({ long }) => long).toSorted()).toEqual(['4000', '6000'])
      },
    },
  ],
}
