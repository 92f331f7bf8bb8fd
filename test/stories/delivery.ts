import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { formatLots, toLots } from '@gigahour/contracts/units'
import type { Delivery } from '@gigahour/indexer/api/delivery'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { PATIENCE, says, tradeScreen } from '../e2e/screen.ts'
import { people } from '../src/calendar/people.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { type GatewaySession, setFault, signIn } from '../src/gateway/client.ts'
import { fillWindow, openTab, order } from './clicks.ts'
import { dayOf, GRADE, meanTick, mediansOf } from './prints.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { visit } from './visit.ts'

const [provider, buyer] = [personAccount(5), personAccount(6)]
const USDC = 1_000_000n
/** 100 GPU-hours; a machine of eight GPUs delivers half of them in 6¼ hours. */
const LOTS = toLots(100_000n)
const HALF = 50_000n
const HALF_TIME = 22_500

/** A provider writes, is elected, comes late, delivers half, breaks down; the rest is paid in cash with damages. */
export const delivery: Story = {
  name: 'write, elect, deliver half, outage, damages',
  scenes: ({ begin, month, postingEnd }) => {
    let election: bigint
    let session: GatewaySession
    let delivered: bigint
    return [
      {
        at: begin,
        what: 'a provider writes hours, offers them, and the buyer elects',
        play: async (world) => {
          const { symbol } = await world.series('H100')
          for (const person of [provider, buyer]) await world.fund(person, 2_000n * USDC)
          const draft = { price: '2.6', size: '100' }
          await visit(world, provider, `/trade/${symbol}`, async (page) => {
            await tradeScreen(page).move('Deposit', '2000')
            await order(page, { ...draft, side: 'Sell' }, '100.000 wait in the book at 2.600')
          })
          await visit(world, buyer, `/trade/${symbol}`, async (page) => {
            await tradeScreen(page).move('Deposit', '2000')
            await order(page, { ...draft, side: 'Buy' }, 'Bought 100.000 at 2.600')
          })
          // What was sold is credited, taken out of the exchange and locked, in one go.
          await visit(world, provider, '/provider', async (page) => {
            await openTab(page, 'Offers')
            await page.getByRole('button', { name: 'Offer hours' }).click()
            const site = { Site: 'Reykjavík', 'Endpoint (URL)': world.stack.gatewayUrl, Terms: 'HGX H100' }
            const hours = { 'Hours offered': '100', 'Fewest hours of one election': '100' }
            const meter = { 'Meter (address, may be empty)': people.meter.address }
            const fields = { ...hours, ...site, ...meter }
            await fillWindow(page, { choices: { Series: symbol }, fields, send: /^Offer 100\.000 GPU-h/ })
          })
          await visit(world, buyer, '/deliver', async (page) => {
            const offer = page.getByRole('table', { name: 'Offers' }).getByRole('row').filter({ hasText: 'Reykjavík' })
            await offer.getByRole('button', { name: 'Elect' }).click()
            await fillWindow(page, { fields: { 'Hours to elect': '100' }, send: 'Elect 100.000 GPU-h' })
          })
          const desk = { address: world.deployment.deliveryDesk, abi: deliveryDeskAbi } as const
          election = await readContract(world.client, { ...desk, functionName: 'electionCount' })
          expect(await world.api<Delivery>(`/v1/deliveries/${election}`)).toMatchObject({
            ...{ state: 'elected', lots: '100000', delivered: '0' },
            schedule: { start: month.start, end: month.end, postingEnd },
          })
        },
      },
      {
        at: month.start + DAY,
        what: 'the buyer signs in and starts; the machines are late',
        play: async (world) => {
          const { gatewayUrl } = world.stack
          await setFault(gatewayUrl, 'late')
          session = await signIn(gatewayUrl, buyer, { election })
          await visit(world, buyer, '/deliver', async (page) => {
            const card = page.getByRole('article', { name: `Election ${election}` })
            await card.getByRole('button', { name: 'Sign in' }).click()
            await card.getByRole('button', { name: 'Start work' }).click()
            await says(card, 'Asked for, not started')
          })
          expect((await session.meter()).state).toBe('late')
          await setFault(gatewayUrl, 'none')
        },
      },
      {
        at: month.start + DAY + HOUR + HALF_TIME,
        what: 'half is delivered, then the machines are down for the rest of the month',
        play: async (world) => {
          const { stack, client, deployment } = world
          await setFault(stack.gatewayUrl, 'outage')
          const { state, seconds, deliveredLots } = await session.meter()
          expect(state).toBe('outage')
          // They began an hour after they were asked for: what this scene and the last one took is the difference.
          expect(Math.abs(seconds - HALF_TIME)).toBeLessThan(120)
          delivered = (BigInt(seconds) * 8_000n) / 3_600n
          expect(deliveredLots).toBe(`${delivered}`)
          await visit(world, buyer, '/deliver', async (page) => {
            const card = page.getByRole('article', { name: `Election ${election}` })
            await card.getByRole('button', { name: 'Sign in' }).click()
            await says(card, 'Outage')
            await card.getByRole('button', { name: 'Stop work' }).click()
            // The meter has signed and posted: the receipt stands on the page.
            await says(card.getByRole('region', { name: 'Receipts' }), formatLots(toLots(delivered)))
          })
          const desk = { address: deployment.deliveryDesk, abi: deliveryDeskAbi } as const
          const known = await readContract(client, { ...desk, functionName: 'electionOf', args: [election] })
          expect(known.delivered).toBe(delivered)
          expect(delivered > HALF - 300n && delivered < HALF + 300n, 'about half').toBe(true)
        },
      },
      {
        at: postingEnd + HOUR,
        what: 'what was not delivered is paid in cash, with damages',
        play: async (world) => {
          const { deliveryDesk, usdc } = world.deployment
          const { cap, symbol } = await world.series('H100')
          const prints = await mediansOf(world, GRADE.h100, dayOf(month.start), dayOf(month.end))
          const tick = BigInt(meanTick(prints, cap))
          const [whole, undelivered] = [BigInt(cap), LOTS - delivered]
          // 5 hours cost a tenth of the price each, all further ones a fifth; rounded up in favour of the buyer.
          const damages = (5_000n * tick * 10n + (undelivered - 5_000n) * tick * 20n + 99n) / 100n
          const toBuyer = undelivered * tick + damages

          const before = { buyer: await world.held(buyer, usdc), provider: await world.held(provider, usdc) }
          await visit(world, buyer, '/deliver', async (page) => {
            await page.getByRole('button', { name: 'Settle in cash' }).click()
            await page.getByRole('button', { name: 'Claim', exact: true }).click()
            await expect.poll(() => world.held(buyer, usdc), { timeout: PATIENCE }).toBe(before.buyer + toBuyer)
            await page.getByText(/settled election/).click()
            await says(page.getByRole('article', { name: `Election ${election}` }), 'Paid in cash')
          })
          const toProvider = delivered * whole + undelivered * whole - toBuyer
          await visit(world, provider, '/provider', async (page) => {
            await page.getByRole('button', { name: 'Claim', exact: true }).click()
            const paid = before.provider + toProvider
            await expect.poll(() => world.held(provider, usdc), { timeout: PATIENCE }).toBe(paid)
          })
          // The desk owes neither of them anything any more.
          const desk = { address: deliveryDesk, abi: deliveryDeskAbi } as const
          const owed = [buyer, provider].map(({ address }) =>
            readContract(world.client, { ...desk, functionName: 'claimableOf', args: [address] }),
          )
          expect(await Promise.all(owed)).toEqual([0n, 0n])
          expect(await world.api<Delivery>(`/v1/deliveries/${election}`)).toMatchObject({
            ...{ symbol, state: 'settled', delivered: `${delivered}`, paid: `${delivered * whole}` },
            settlement: {
              undelivered: `${undelivered}`,
              tick: Number(tick),
              damages: `${damages}`,
              toBuyer: `${toBuyer}`,
            },
          })
        },
      },
    ]
  },
}
