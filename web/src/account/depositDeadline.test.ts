import type { TypedDataDefinition } from 'viem'
import { expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { depositByPermit } from './depositByPermit.ts'
import { depositByPermit2 } from './depositByPermit2.ts'

/** Of the chain; the reader's clock says something else. */
const BLOCK_TIME = 1_700_000_000
const now = async () => BLOCK_TIME

function wallet() {
  const signed: TypedDataDefinition[] = []
  const sign = async (data: TypedDataDefinition) => {
    signed.push(data)
    return `0x${'11'.repeat(32)}${'22'.repeat(32)}1b` as const
  }
  return { signed, sign }
}

test('a permit is good for an hour of the chain, whatever the clock of the reader says', async () => {
  const { signed, sign } = wallet()
  const terms = { nonce: 0n, domain: { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: BOB } } as const
  await depositByPermit(BOB, { asset: 2, to: ALICE, amount: 5n, terms, sign, now })
  expect(signed[0]?.message).toMatchObject({ deadline: BigInt(BLOCK_TIME + 3_600), value: 5n })
})

test('a transfer through Permit2 likewise', async () => {
  const { signed, sign } = wallet()
  await depositByPermit2(BOB, { asset: 2, token: BOB, to: ALICE, amount: 5n, chainId: 1, sign, now })
  expect(signed[0]?.message).toMatchObject({ deadline: BigInt(BLOCK_TIME + 3_600) })
})
