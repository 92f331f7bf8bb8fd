import type { SignedBlockQuote } from '@gigahour/contracts/blockQuote'
import { expect, test } from 'vitest'
import { ALICE } from '../../test/fixture.ts'
import { checkQuery } from './checkQuery.ts'

const signed = {
  quote: { maker: ALICE, market: 2, tick: 2_500, lots: 100_000n, nonce: 7n },
  signature: `0x${'ab'.repeat(65)}`,
} as unknown as SignedBlockQuote

const keyOf = (quote: SignedBlockQuote) => checkQuery({} as never, {} as never, quote, undefined).queryKey

test('a forged quote is not shown the answer to the genuine one', () => {
  expect(keyOf({ ...signed })).toEqual(keyOf(signed))
  expect(keyOf({ ...signed, signature: `0x${'ac'.repeat(65)}` })).not.toEqual(keyOf(signed))
  expect(keyOf({ ...signed, quote: { ...signed.quote, lots: 200_000n } } as SignedBlockQuote)).not.toEqual(
    keyOf(signed),
  )
})
