import type { Address } from 'viem'
import { expect, it } from 'vitest'
import type { NoteRegistration } from '../../src/api/noteSchemas.ts'
import type { Change } from '../../src/api/readModel.ts'
import { deskModel } from '../../src/read/deskModel.ts'
import { financeModel } from '../../src/read/financeModel.ts'
import { FurtherChanges } from '../../src/read/furtherChanges.ts'
import { financeStory, HOLDER, ISSUER, NOTE } from '../support/financeStory.ts'
import type { Told } from '../support/naiveExchange.ts'

const register = (holder: Address, lots: bigint): Told => ({
  kind: 'notesRegistered',
  token: NOTE,
  holder,
  lots,
  paid: 0n,
})
const stress: Told = {
  ...{ kind: 'stressDeclared', token: NOTE, cause: 'couponMissed', month: 2, had: 5_000_000n, needed: 10_000_000n },
  ...{ price: 2_250_000n, windowEnd: 1_774_000_000 },
}
const ask = (holder: Address, lots: bigint, asked: bigint): Told => ({
  ...{ kind: 'conversionAsked', token: NOTE, holder, lots, asked },
})
const fix = (asked: bigint, converted: bigint, credits: bigint): Told => ({
  ...{ kind: 'conversionFixed', token: NOTE, asked, converted, credits, claimPerNote: 13_000_000n },
})

function stressed() {
  const story = financeStory()
  const [desk, finance] = [deskModel(story.store, () => story), financeModel(story.store, () => story)]
  const further = new FurtherChanges({ desk, finance }, () => story)
  const commit = (told: Told[]) => further.of(story.commit(story.now + 60, told))
  return { commit, finance }
}

const registrationsIn = (changes: Change[]): NoteRegistration[] =>
  changes.flatMap((change) => (change.channel === 'notes' ? change.registrations : []))

it('is converted for every holder in the block that fixes the conversion, as the note tells it', () => {
  const { commit, finance } = stressed()
  commit([register(ISSUER, 2_000n), stress, ask(HOLDER, 3_001n, 3_001n), ask(ISSUER, 1_000n, 4_001n)])
  expect(finance.account(HOLDER).registrations).toMatchObject([{ lots: '4000', converting: '3001', credits: '0' }])

  const told = registrationsIn(commit([fix(4_001n, 1_001n, 5_000n)]))
  // Notes rounded up: 3,001 × 1,001 ÷ 4,001 = 750.8 and 250.2; credits down: 3,001 × 5,000 ÷ 4,001 = 3,750.3 and 1,249.7.
  const ofHolder = { token: NOTE, holder: HOLDER, lots: '3249', converting: '0', collected: '2000000', credits: '3750' }
  const ofIssuer = { token: NOTE, holder: ISSUER, lots: '1749', converting: '0', collected: '0', credits: '1249' }
  expect(told).toEqual([ofHolder, ofIssuer])
  expect(finance.account(HOLDER).registrations).toEqual([ofHolder])
  expect(finance.live.registrations()).toEqual([ofHolder, ofIssuer])

  const taken: Told[] = [
    { kind: 'converted', token: NOTE, holder: HOLDER, asked: 3_001n, converted: 751n, credits: 3_750n },
    { kind: 'creditsTaken', token: NOTE, holder: HOLDER, credits: 3_750n },
  ]
  expect(registrationsIn(commit(taken)), 'the note puts it to the account when the holder acts').toEqual([
    { ...ofHolder, credits: '0' },
  ])
})

it('QUERY: is told of as many holders as are told at once, those that hold any first', () => {
  const { commit, finance } = stressed()
  const holders = Array.from({ length: 600 }, (_, n): Address => `0x8${`${n}`.padStart(39, '0')}`)
  const keeps = holders.slice(550)
  const registered = (holder: Address) => register(holder, keeps.includes(holder) ? 2n : 1n)
  commit([stress, ...holders.flatMap((holder, n) => [registered(holder), ask(holder, 1n, BigInt(n + 1))])])
  // No credit for anyone: only the last 50 keep a note.
  const told = registrationsIn(commit([fix(600n, 600n, 0n)]))
  expect(told.map(({ holder }) => holder)).toEqual([...keeps, ...holders.slice(0, 450)])
  expect(finance.live.registrations().map(({ holder }) => holder)).toEqual([
    ...[HOLDER, ...keeps],
    ...holders.slice(0, 449),
  ])
})
