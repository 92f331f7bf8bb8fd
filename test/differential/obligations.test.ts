import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  bundleFactoryAbi,
  computeCreditAbi,
  creditFactoryAbi,
  deliveryDeskAbi,
  noteFactoryAbi,
  revenueNoteAbi,
} from '@gigahour/contracts/abi'
import { depositToken, perform } from '@gigahour/contracts/actions'
import { approve as approval, split, withdraw } from '@gigahour/contracts/calls'
import {
  addBond,
  burnCredit,
  claimDefault,
  declareDefault,
  issueCredit,
  leaveRedemption,
  redeemCredit,
} from '@gigahour/contracts/credit'
import { claim, elect, makeOffer, postReceipt, withdrawOffer } from '@gigahour/contracts/delivery'
import type { Deployment } from '@gigahour/contracts/deployment'
import {
  buyNotes,
  collectCoupons,
  convertNotes,
  createBundle,
  declareCouponMissed,
  depositRevenue,
  fixConversion,
  issueNote,
  registerNotes,
  takeCredits,
  takeUnsold,
  unregisterNotes,
  unwrapBundle,
  wrapBundle,
} from '@gigahour/contracts/note'
import { signReceipt } from '@gigahour/contracts/receipt'
import { toLots } from '@gigahour/contracts/units'
import type { Credit, Redemption } from '@gigahour/indexer/api/credits'
import type { AccountDeliveries, Delivery, DeliveryReceipt, Offer } from '@gigahour/indexer/api/delivery'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Note } from '@gigahour/indexer/api/notes'
import type { AccountFinancing } from '@gigahour/indexer/api/provider'
import { type Address, maxUint256, parseEventLogs, zeroAddress } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { personAccount } from '../src/chain/accounts.ts'
import { localClient, localSigner } from '../src/chain/anvil.ts'
import { type LocalChain, startLocalChain } from '../src/chain/localChain.ts'
import { giveGas, mintUsdc } from '../src/chain/mint.ts'
import { readSeries, type Series } from '../src/chain/series.ts'
import { type IndexerProcess, startIndexer } from '../src/indexerProcess.ts'
import { freePort } from '../src/ports.ts'
import { askApi } from '../src/verify/json.ts'

// The indexer derives what deliveries, credits and notes are from their events alone. Here it is held against the contracts' own views.

const DAY = 86_400
const PRICE = 3_000_000n

let folder: string
let chain: LocalChain
let deployment: Deployment
let indexer: IndexerProcess
let issuer: ReturnType<typeof localSigner>
let holder: ReturnType<typeof localSigner>

beforeAll(async () => {
  await buildContracts()
  folder = mkdtempSync(path.join(tmpdir(), 'gigahour-financing-'))
  chain = await startLocalChain({ port: await freePort(), folder, historyDays: 0, actors: false, log: () => {} })
  deployment = chain.deployment
  await localClient(chain.rpcUrl).steer('evm_setAutomine', true)
  ;[issuer, holder] = [localSigner(chain.rpcUrl, personAccount(1)), localSigner(chain.rpcUrl, personAccount(2))]
  for (const signer of [issuer, holder]) {
    await giveGas(chain.rpcUrl, signer.account.address)
    await mintUsdc(chain.rpcUrl, deployment, signer.account.address, 10n ** 12n)
    for (const spender of [deployment.creditFactory, deployment.noteFactory]) await approve(signer, spender as Address)
  }
  const deploymentFile = path.join(folder, 'deployment.json')
  writeFileSync(deploymentFile, JSON.stringify(deployment))
  const { rpcUrl, wsUrl } = chain
  indexer = await startIndexer({
    rpcUrl,
    wsUrl,
    deploymentFile,
    folder: path.join(folder, 'data'),
    port: await freePort(),
  })
})

afterAll(async () => {
  await indexer?.child.stop()
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const approve = (signer: typeof issuer, spender: Address, token: Address = deployment.usdc) =>
  perform(signer, approval(token, spender, maxUint256))

/** What the indexer answers once it has come to the chain's head: until then it knows nothing of what was issued there. */
async function read<Data>(route: string): Promise<Data> {
  const { number } = await getBlock(localClient(chain.rpcUrl))
  for (;;) {
    const { at } = await askApi<unknown>(indexer.apiUrl, '/status')
    if (at.block >= Number(number)) break
  }
  return (await askApi<Data>(indexer.apiUrl, route)).data
}

async function travel(seconds: number): Promise<void> {
  const { steer } = localClient(chain.rpcUrl)
  await steer('evm_increaseTime', seconds)
  await steer('evm_mine')
}

const now = async (): Promise<bigint> => (await getBlock(localClient(chain.rpcUrl))).timestamp

async function issue(start: bigint, end: bigint): Promise<Address> {
  const terms = {
    ...{ name: 'Northwind', symbol: 'NW', unit: 'GPU-hour', endpoint: 'https://nw.example', grade: 0 },
    ...{ referencePrice: PRICE, meter: zeroAddress, start, end },
  }
  const { logs } = await perform(issuer, issueCredit(deployment.creditFactory as Address, terms, 100_000n, 90_000_000n))
  const [issued] = parseEventLogs({ abi: creditFactoryAbi, logs, eventName: 'CreditIssued' })
  return issued?.args.credit as Address
}

async function expectCredit(token: Address): Promise<Credit> {
  const state = await readContract(issuer, { address: token, abi: computeCreditAbi, functionName: 'state' })
  const [bond, owed] = await readContract(issuer, { address: token, abi: computeCreditAbi, functionName: 'coverage' })
  const credit = await read<Credit>(`/credits/${token}`)
  expect(credit).toMatchObject({
    circulating: `${state.circulating}`,
    queued: `${state.queued}`,
    delivered: `${state.delivered}`,
    boughtBack: `${state.boughtBack}`,
    bond: `${bond}`,
  })
  expect(BigInt(credit.released) - BigInt(credit.withdrawn), 'releasable').toBe(state.releasable)
  expect(credit.default?.claimed ?? '0').toBe(`${state.claimed}`)
  // After default the contract says what the bond still owes; the indexer what would be owed if it sufficed.
  if (!credit.default) expect(credit.owed).toBe(`${owed}`)
  return credit
}

async function expectNote(token: Address): Promise<Note> {
  const view = <Name extends 'state' | 'conversion' | 'couponIndex'>(functionName: Name) =>
    readContract(issuer, { address: token, abi: revenueNoteAbi, functionName })
  const [state, conversion] = [await view('state'), await view('conversion')]
  const note = await read<Note>(`/notes/${token}`)
  expect(note).toMatchObject({
    supply: `${state.supply}`,
    unsold: `${state.unsold}`,
    registered: `${state.registered}`,
    deposited: `${state.deposited}`,
    collected: `${state.collected}`,
    reserveLots: `${state.reserveLots}`,
    saleOpen: state.saleOpen,
  })
  expect(note.conversion?.asked ?? '0').toBe(`${conversion.asked}`)
  expect(note.conversion?.converted ?? '0').toBe(`${conversion.converted}`)
  for (const month of note.schedule) {
    const args = [BigInt(month.month)] as const
    const dueAt = await readContract(issuer, { address: token, abi: revenueNoteAbi, functionName: 'dueDate', args })
    const had = await readContract(issuer, { address: token, abi: revenueNoteAbi, functionName: 'depositedIn', args })
    expect([month.dueAt, month.deposited]).toEqual([Number(dueAt), `${had}`])
  }
  return note
}

it('says of a delivery, from offer to claim, what the desk says', async () => {
  const desk = { address: deployment.deliveryDesk as Address, abi: deliveryDeskAbi } as const
  const { exchange, usdc: token, usdcAsset: asset } = deployment
  const series = (await readSeries(issuer, deployment)).filter(({ root }) => root === 'H100')[2] as Series
  const { market, long, short, longToken, shortToken } = series
  const lots = toLots(50_000n)
  const [provider, buyer] = [issuer.account.address, holder.account.address]
  const meter = localSigner(chain.rpcUrl, personAccount(3))
  await depositToken(issuer, { exchange, token, asset, amount: BigInt(series.cap) * lots })
  await perform(issuer, split(exchange, market, lots))
  await perform(issuer, withdraw(exchange, { asset: long, amount: lots, to: buyer }))
  await perform(issuer, withdraw(exchange, { asset: short, amount: lots, to: provider }))
  await approve(issuer, desk.address, shortToken)
  await approve(holder, desk.address, longToken)

  const texts = { site: 'Oslo', endpoint: 'https://nw.example', terms: '' }
  const request = { market, lots, minimum: toLots(1_000n), meter: meter.account.address, ...texts }
  await perform(issuer, makeOffer(desk.address, request))
  await perform(issuer, withdrawOffer(desk.address, 1n, toLots(20_000n)))
  await perform(holder, elect(desk.address, 1n, toLots(10_000n)))
  const offer = await readContract(issuer, { ...desk, functionName: 'offerOf', args: [1n] })
  const [offered] = await read<Offer[]>('/offers')
  expect(offered).toMatchObject({
    open: `${offer.open}`,
    withdrawn: '20000',
    elected: '10000',
    state: 'open',
    ...texts,
  })
  expect(offered?.meter, 'whoever is named').toBe(meter.account.address.toLowerCase())
  const { noticeClose, start, end, postingEnd } = await readContract(issuer, {
    ...desk,
    functionName: 'scheduleOf',
    args: [market],
  })
  const schedule = { noticeClose: Number(noticeClose), start: Number(start), end: Number(end) }
  expect(offered?.schedule).toEqual({ ...schedule, postingEnd: Number(postingEnd) })

  const states = ['elected', 'delivering', 'due', 'settled']
  const expectDelivery = async (): Promise<Delivery> => {
    const election = await readContract(issuer, { ...desk, functionName: 'electionOf', args: [1n] })
    const state = await readContract(issuer, { ...desk, functionName: 'stateOf', args: [1n] })
    const delivery = await read<Delivery>('/deliveries/1')
    expect([delivery.delivered, delivery.state]).toEqual([`${election.delivered}`, states[state]])
    return delivery
  }
  await expectDelivery()
  await travel(schedule.start + DAY - Number(await now()))
  const deliver = async (signer: typeof issuer, delivered: bigint) => {
    const receipt = { electionId: 1n, deliveredLots: toLots(delivered), time: await now() }
    await perform(issuer, postReceipt(desk.address, await signReceipt(signer, { desk: desk.address, ...receipt })))
  }
  await deliver(holder, 3_500n)
  expect(await expectDelivery()).toMatchObject({ delivered: '3500', receipts: 1, settledAt: null })
  await deliver(meter, 10_000n)
  expect(await expectDelivery()).toMatchObject({ paid: `${10_000 * series.cap}`, settlement: null })
  const receipts = await read<DeliveryReceipt[]>('/deliveries/1/receipts')
  expect(receipts.map(({ lots, signedBy }) => [lots, signedBy])).toEqual([
    ['6500', 'meter'],
    ['3500', 'buyer'],
  ])
  await perform(issuer, claim(desk.address, buyer))
  const { desk: owed } = await read<AccountDeliveries>(`/accounts/${provider}/deliveries`)
  expect(owed).toMatchObject({ credited: `${10_000 * series.cap}`, claimable: '0' })
})

it('says of a credit, from issue to the last claim, what the contract says', async () => {
  const start = await now()
  const token = await issue(start, start + BigInt(10 * DAY))
  expect((await expectCredit(token)).state).toBe('open')

  await approve(issuer, token)
  await perform(issuer, addBond(token, 5_000_001n))
  await perform(issuer, burnCredit(token, 7_000n))
  await perform(issuer, redeemCredit(token, 9_000n))
  await perform(issuer, redeemCredit(token, 500n))
  await travel(4 * DAY)
  await perform(issuer, leaveRedemption(token, 1n))
  expect(await expectCredit(token)).toMatchObject({ redemptions: 2, queued: '500', boughtBack: '7000' })
  const queue = await read<Redemption[]>(`/credits/${token}/redemptions`)
  expect(queue.map(({ state, ahead }) => [state, ahead])).toEqual([
    ['left', '0'],
    ['queued', '0'],
  ])

  await travel(10 * DAY)
  expect((await expectCredit(token)).state).toBe('closed')
  await perform(issuer, declareDefault(token))
  await perform(issuer, claimDefault(token, 1_234n, holder.account.address))
  const credit = await expectCredit(token)
  expect(credit).toMatchObject({ state: 'default', default: { lots: '93000' } })
  const { claims } = await read<AccountFinancing>(`/accounts/${issuer.account.address}/financing`)
  expect(claims).toMatchObject([{ kind: 'claimed', lots: '1234', amount: credit.default?.paid }])
})

it('says of a note and a bundle, through coupons, stress and conversion, what the contracts say', async () => {
  const start = await now()
  const reserve = await issue(start, start + BigInt(2_000 * DAY))
  const factory = deployment.noteFactory as Address
  await approve(issuer, factory, reserve)
  const terms = {
    ...{ name: 'Northwind 27', symbol: 'NW27', productLine: 'whole business', issuePrice: 10_000_000n, lots: 50_000n },
    ...{
      shareBp: 700,
      capBp: 13_500,
      firstDue: start + BigInt(20 * DAY),
      coupons: 12,
      minimumCoupon: 500_000n,
      reserve,
    },
  }
  const { logs } = await perform(issuer, issueNote(factory, terms, 2_000n))
  const [issued] = parseEventLogs({ abi: noteFactoryAbi, logs, eventName: 'NoteIssued' })
  const token = issued?.args.note as Address
  expect((await expectNote(token)).state).toBe('performing')

  for (const signer of [issuer, holder]) await approve(signer, token)
  const to = holder.account.address
  await perform(holder, buyNotes(token, 30_001n, to))
  await perform(issuer, takeUnsold(token, 5_000n))
  await perform(issuer, depositRevenue(token, 100_000_000n, 17_500_000n))
  await perform(holder, registerNotes(token, 20_000n))
  await perform(issuer, depositRevenue(token, 10_000_000n, 3_333_333n))
  await perform(holder, collectCoupons(token, to))
  await perform(holder, unregisterNotes(token, 3_000n, to))
  await expectNote(token)

  const factoryOfBundles = deployment.bundleFactory as Address
  const made = await perform(issuer, createBundle(factoryOfBundles, reserve, token, 3n))
  const [created] = parseEventLogs({ abi: bundleFactoryAbi, logs: made.logs, eventName: 'BundleCreated' })
  const bundle = created?.args.bundle as Address
  for (const part of [reserve, token]) await approve(issuer, bundle, part)
  await perform(issuer, wrapBundle(bundle, 1_500n, issuer.account.address))
  await perform(issuer, unwrapBundle(bundle, 400n, issuer.account.address))
  expect(await read<Bundle[]>('/bundles')).toMatchObject([{ notesPerCredit: 3, supply: '1100', symbol: 'NW+3xNW27' }])

  await travel(65 * DAY)
  expect((await read<Note>(`/notes/${token}`)).state).toBe('late')
  await perform(holder, declareCouponMissed(token, 2n))
  await perform(holder, convertNotes(token, 17_000n))
  expect((await expectNote(token)).state).toBe('conversion')
  await travel(15 * DAY)
  await perform(holder, fixConversion(token))
  const args = [to] as const
  const expectRegistration = async () => {
    const own = await readContract(issuer, {
      address: token,
      abi: revenueNoteAbi,
      functionName: 'registrationOf',
      args,
    })
    const [lots, converting, credits] = [own.lots, own.converting, own.credits].map(String)
    const { registrations } = await read<AccountFinancing>(`/accounts/${to}/financing`)
    expect(registrations).toMatchObject([{ lots, converting, credits }])
    return own
  }
  expect((await expectRegistration()).credits, 'before the holder acts').toBeGreaterThan(0n)
  await perform(holder, takeCredits(token, to))
  expect((await expectRegistration()).credits).toBe(0n)
  const note = await expectNote(token)
  expect(note).toMatchObject({ state: 'converted', conversion: { cause: 'couponMissed', month: 2 } })
  await expectCredit(reserve)
})
