import { claim, postReceipt, settleElection } from '@gigahour/contracts/delivery'
import { signReceipt } from '@gigahour/contracts/receipt'
import { toLots } from '@gigahour/contracts/units'
import type { AccountDeliveries, Delivery, DeliveryReceipt } from '@gigahour/indexer/api/delivery'
import { expect } from 'vitest'
import { people } from '../src/calendar/people.ts'
import { type LocalAccount, personAccount } from '../src/chain/accounts.ts'
import { localSigner } from '../src/chain/anvil.ts'
import { giveGas } from '../src/chain/mint.ts'
import { agreeOnHours } from '../src/gateway/agreement.ts'
import { type GatewaySession, setFault, signIn } from '../src/gateway/client.ts'
import { dayOf, GRADE, meanTick, mediansOf } from './prints.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { endUnsigned } from './unsigned.ts'
import type { World } from './world.ts'

/** The last is party to nothing. */
const [provider, buyer, stranger] = [personAccount(3), personAccount(4), personAccount(2)]
const ELECTED = toLots(100_000n)

/** The meter signs nothing all month: what the buyer signs is delivered all the same, and time alone brings the rest to cash and damages. */
export const refusedHours: Story = {
  name: 'hours that the meter refuses to sign',
  scenes: ({ begin, month, postingEnd }) => {
    const refusedFrom = month.start + 2 * DAY
    const signedAt = refusedFrom + DAY
    let election: bigint
    let session: GatewaySession

    const deliveryOf = (world: World) => world.api<Delivery>(`/v1/deliveries/${election}`)
    const receiptsOf = (world: World) => world.api<DeliveryReceipt[]>(`/v1/deliveries/${election}/receipts`)

    const expectNoReceipt = async (world: World): Promise<void> => {
      expect(await receiptsOf(world)).toEqual([])
      expect(await deliveryOf(world)).toMatchObject({
        ...{ state: 'delivering', delivered: '0', paid: '0', receipts: 0, lastReceiptAt: null },
      })
    }

    /** The desk pays its debt to a party, and no more. */
    const expectPaid = async (world: World, party: LocalAccount, amount: bigint): Promise<void> => {
      const { deliveryDesk, usdc } = world.deployment
      const before = await world.held(party, usdc)
      await world.send(party, claim(deliveryDesk, party.address))
      expect(await world.held(party, usdc)).toBe(before + amount)
      const { desk } = await world.api<AccountDeliveries>(`/v1/accounts/${party.address}/deliveries`)
      expect([desk.claimed, desk.claimable]).toEqual([desk.credited, '0'])
    }

    return [
      {
        at: begin,
        what: '100 hours are elected, and a meter agreed on',
        play: async (world) => {
          const { rpcUrl, gatewayUrl } = world.stack
          election = await agreeOnHours(rpcUrl, world.deployment, {
            ...{ provider, buyer, series: await world.series('H100'), lots: ELECTED },
            ...{ meter: people.meter.address, endpoint: gatewayUrl },
          })
          await giveGas(rpcUrl, stranger.address)
          const meter = people.meter.address.toLowerCase()
          expect(await deliveryOf(world)).toMatchObject({ state: 'elected', lots: '100000', meter })
        },
      },
      {
        at: refusedFrom,
        what: 'the buyer starts work; the machines run, and the meter will not sign',
        play: async ({ stack: { gatewayUrl } }) => {
          await setFault(gatewayUrl, 'refuse')
          session = await signIn(gatewayUrl, buyer, { election })
          expect((await session.work('start')).state).toBe('working')
        },
      },
      {
        at: refusedFrom + 3 * HOUR,
        what: 'three hours of eight GPUs are metered, and none is receipted',
        play: async (world) => {
          await endUnsigned(session)
          await expectNoReceipt(world)
        },
      },
      {
        at: signedAt,
        what: 'the buyer signs for 20 of them: these are delivered, and the provider is paid',
        play: async (world) => {
          const { deliveryDesk } = world.deployment
          const cap = BigInt((await world.series('H100')).cap)
          // An evening has passed, at which the meter posts what it signs.
          await expectNoReceipt(world)
          const signer = localSigner(world.stack.rpcUrl, buyer)
          const sign = (hours: bigint) =>
            signReceipt(signer, {
              ...{ desk: deliveryDesk, electionId: election },
              ...{ deliveredLots: toLots(hours * 1_000n), time: BigInt(signedAt) },
            })
          const [first, second] = [await sign(15n), await sign(20n)]
          await expect(session.handOver(second.signature)).rejects.toThrow('post your receipt yourself')
          await world.send(buyer, postReceipt(deliveryDesk, first))
          await world.send(stranger, postReceipt(deliveryDesk, second))

          const told = { signer: buyer.address.toLowerCase(), signedBy: 'buyer', signedAt }
          expect(await receiptsOf(world)).toMatchObject([
            { ...told, lots: '5000', delivered: '20000', paid: `${5_000n * cap}` },
            { ...told, lots: '15000', delivered: '15000', paid: `${15_000n * cap}` },
          ])
          expect(await deliveryOf(world)).toMatchObject({
            ...{ state: 'delivering', delivered: '20000', paid: `${20_000n * cap}` },
            ...{ receipts: 2, lastReceiptAt: signedAt, settlement: null },
          })
          await expectPaid(world, provider, 20_000n * cap)

          // The meter has counted more, for nobody but itself; and the rest is not due before receipts have had their time.
          // About 24 hours: three of eight GPUs, less what the scene before took.
          expect(Number((await session.meter()).deliveredLots)).toBeGreaterThan(23_700)
          const settled = world.send(stranger, settleElection(deliveryDesk, election))
          await expect(settled).rejects.toThrow('what is missing then can be settled')
        },
      },
      {
        at: postingEnd + HOUR,
        what: 'anyone settles the other 80 in cash, with damages',
        play: async (world) => {
          const { deliveryDesk } = world.deployment
          const { cap, symbol } = await world.series('H100')
          const prints = await mediansOf(world, GRADE.h100, dayOf(month.start), dayOf(month.end))
          const [whole, tick] = [BigInt(cap), BigInt(meanTick(prints, cap))]
          expect(12n * tick <= 10n * whole, 'damages are bounded by what SHORT is worth').toBe(true)
          expect(await deliveryOf(world)).toMatchObject({ state: 'due', delivered: '20000', receipts: 2 })
          await world.send(stranger, settleElection(deliveryDesk, election))

          // 5 hours, a twentieth of those elected, cost a tenth of the price each, the other 75 a fifth: 15.5 prices besides the 80.
          const toBuyer = 95_500n * tick
          const toProvider = 80_000n * whole - toBuyer
          expect(await deliveryOf(world)).toMatchObject({
            ...{ symbol, state: 'settled', delivered: '20000', paid: `${20_000n * whole}`, receipts: 2 },
            settlement: {
              ...{ undelivered: '80000', tick: Number(tick), damages: `${15_500n * tick}` },
              ...{ toBuyer: `${toBuyer}`, toProvider: `${toProvider}` },
            },
          })
          await expectPaid(world, buyer, toBuyer)
          await expectPaid(world, provider, toProvider)
          // A meter that signs again comes too late.
          await setFault(world.stack.gatewayUrl, 'none')
          expect(await session.meter()).toMatchObject({ state: 'closed', receipt: null })
        },
      },
    ]
  },
}
