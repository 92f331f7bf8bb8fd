import { computeCreditAbi } from '@gigahour/contracts/abi'
import { approve } from '@gigahour/contracts/calls'
import {
  claimDefault,
  declareDefault,
  deliverCredit,
  issueCredit,
  leaveRedemption,
  receiptTypedData,
  redeemCredit,
  withdrawReleased,
} from '@gigahour/contracts/credit'
import type { Credit, CreditEvent, Redemption } from '@gigahour/indexer/api/credits'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import { expect } from 'vitest'
import { transfer } from '../src/calendar/credits.ts'
import { people } from '../src/calendar/people.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { LOCAL_CHAIN_ID } from '../src/chain/anvil.ts'
import { giveGas } from '../src/chain/mint.ts'
import { type GatewaySession, setFault, signIn } from '../src/gateway/client.ts'
import { GPU_HOUR } from '../src/gateway/meter.ts'
import { lastCredit } from './issued.ts'
import { DAY, HOUR, type Story } from './story.ts'
import { endUnsigned } from './unsigned.ts'
import type { World } from './world.ts'

/** A holder who uses its credits, and one who keeps them; the last is party to nothing. */
const [issuer, user, keeper, stranger] = [personAccount(3), personAccount(4), personAccount(0), personAccount(2)]
const USDC = 1_000_000n
const NAME = 'Skerry H100'
/** Of 100 units, at 2 USDC by the terms and with 0.60 USDC of the bond behind each. */
const [REDEEMED, KEPT] = [70_000n, 30_000n]
const PRICE = 2n * USDC
const BOND = 60n * USDC

/** The meter signs nothing until the window is over: what the holder signs is delivered all the same, the rest is in default with what was never redeemed. */
export const refusedCredit: Story = {
  name: 'credits that the meter refuses to sign',
  scenes: ({ begin, month }) => {
    const window = { start: month.start + 2 * DAY, end: month.start + 6 * DAY }
    const signedAt = window.start + DAY
    let token: Address
    let session: GatewaySession

    const creditOf = (world: World) => world.api<Credit>(`/v1/credits/${token}`)
    const redemptionsOf = (world: World) => world.api<Redemption[]>(`/v1/credits/${token}/redemptions`)
    const newestOf = async (world: World) => (await world.api<CreditEvent[]>(`/v1/credits/${token}/events`))[0]

    const expectNoReceipt = async (world: World): Promise<void> => {
      expect((await newestOf(world))?.kind).toBe('queued')
      expect(await redemptionsOf(world)).toMatchObject([{ state: 'queued', delivered: '0', lastReceiptAt: null }])
      expect(await creditOf(world)).toMatchObject({ delivered: '0', queued: '70000', bond: '60000000', released: '0' })
    }

    return [
      {
        at: begin,
        what: '100 units are issued, a meter in their terms, and 70 of them redeemed',
        play: async (world) => {
          const { creditFactory, usdc } = world.deployment
          const { rpcUrl, gatewayUrl } = world.stack
          for (const { address } of [user, keeper, stranger]) await giveGas(rpcUrl, address)
          await world.fund(issuer, BOND)
          const terms = {
            ...{ name: NAME, symbol: 'SK-H100', unit: GPU_HOUR, endpoint: gatewayUrl, meter: people.meter.address },
            ...{ grade: 0, referencePrice: PRICE, start: BigInt(window.start), end: BigInt(window.end) },
          }
          const issue = issueCredit(creditFactory, terms, REDEEMED + KEPT, BOND)
          await world.send(issuer, approve(usdc, creditFactory, BOND), issue)
          token = await lastCredit(world)
          const gifts = [transfer(token, user.address, REDEEMED), transfer(token, keeper.address, KEPT)]
          await world.send(issuer, ...gifts)
          await world.send(user, redeemCredit(token, REDEEMED))
          const meter = people.meter.address.toLowerCase()
          expect(await creditOf(world)).toMatchObject({ state: 'upcoming', circulating: '30000', meter })
        },
      },
      {
        at: window.start,
        what: 'the holder starts work; the machines run, and the meter will not sign',
        play: async ({ stack: { gatewayUrl } }) => {
          await setFault(gatewayUrl, 'refuse')
          session = await signIn(gatewayUrl, user, { credit: token, redemption: 1n })
          expect((await session.work('start')).state).toBe('working')
        },
      },
      {
        at: window.start + 3 * HOUR,
        what: 'three hours of eight GPUs are metered, and none is receipted',
        play: async (world) => {
          await endUnsigned(session)
          await expectNoReceipt(world)
        },
      },
      {
        at: signedAt,
        what: 'the holder signs for 20 of them: these are delivered, and their share of the bond is the issuer’s',
        play: async (world) => {
          const { usdc } = world.deployment
          // An evening has passed, at which the meter posts what it signs.
          await expectNoReceipt(world)
          const receipt = { redemptionId: 1n, deliveredLots: 20_000n, time: BigInt(signedAt) }
          const domain = { chainId: LOCAL_CHAIN_ID, address: token, name: NAME }
          const signature = await user.signTypedData(receiptTypedData(domain, receipt))
          await expect(session.handOver(signature)).rejects.toThrow('post your receipt yourself')
          await world.send(stranger, deliverCredit(token, receipt, user.address, signature))

          const signer = user.address.toLowerCase()
          expect(await newestOf(world)).toMatchObject({
            ...{ kind: 'delivered', account: signer, redemption: 1, lots: '20000', amount: '12000000' },
          })
          expect(await redemptionsOf(world)).toMatchObject([{ delivered: '20000', lastReceiptAt: signedAt }])
          // 20 of 100 units take a fifth of the bond with them.
          expect(await creditOf(world)).toMatchObject({
            ...{ state: 'open', delivered: '20000', queued: '50000', circulating: '30000' },
            ...{ bond: '48000000', released: '12000000' },
          })
          const before = await world.held(issuer, usdc)
          await world.send(issuer, withdrawReleased(token, issuer.address))
          expect(await world.held(issuer, usdc)).toBe(before + 12n * USDC)

          // The meter has counted more, for nobody but itself; and nobody is in default while receipts have their time.
          // About 24 units: three hours, less what the scene before took.
          expect(Number((await session.meter()).deliveredLots)).toBeGreaterThan(23_700)
          const declared = world.send(stranger, declareDefault(token))
          await expect(declared).rejects.toThrow('3 days after the window has closed')
        },
      },
      {
        at: window.end + 3 * DAY + HOUR,
        what: 'anyone declares default on the other 80, which share the bond alike, refused or never redeemed',
        play: async (world) => {
          const { usdc } = world.deployment
          await world.send(stranger, declareDefault(token))
          // 80 units at 2 USDC and a tenth for damages are owed 176 USDC. 48 are there: 27.27 %, 0.60 a unit.
          const fixed = {
            ...{ price: '2000000', lots: '80000', owed: '176000000' },
            ...{ pool: '48000000', shareBp: 2_727, perToken: '600000' },
          }
          expect(await creditOf(world)).toMatchObject({
            ...{ state: 'default', delivered: '20000', default: { ...fixed, claimed: '0', paid: '0' } },
          })
          const before = { user: await world.held(user, usdc), keeper: await world.held(keeper, usdc) }
          await world.send(keeper, claimDefault(token, KEPT, keeper.address))
          await world.send(user, leaveRedemption(token, 1n), claimDefault(token, 50_000n, user.address))
          expect(await world.held(keeper, usdc)).toBe(before.keeper + 18n * USDC)
          expect(await world.held(user, usdc)).toBe(before.user + 30n * USDC)

          const { bond, circulating, queued } = await readContract(world.client, {
            ...{ address: token, abi: computeCreditAbi, functionName: 'state' },
          })
          expect([bond, circulating, queued]).toEqual([0n, 0n, 0n])
          expect(await creditOf(world)).toMatchObject({
            ...{ state: 'done', default: { ...fixed, claimed: '80000', paid: '48000000' } },
          })
          expect(await redemptionsOf(world)).toMatchObject([{ delivered: '20000', state: 'left' }])
          expect(await session.meter()).toMatchObject({ state: 'closed', receipt: null })
        },
      },
    ]
  },
}
