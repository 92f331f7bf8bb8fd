import { hashTypedData, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { type BlockQuote, blockQuoteTypedData, takeBlock } from './blockQuote.ts'
import { Funding, Side } from './side.ts'
import { digest, structHash, versionedDomain } from './testing/eip712.ts'
import { toLots, toTick } from './units.ts'

const exchange = '0x00000000000000000000000000000000000e8c00'
const maker = '0x00000000000000000000000000000000000a11ce'
const taker = '0x0000000000000000000000000000000000000b0b'

const quote: BlockQuote = {
  maker,
  taker,
  market: 5,
  side: Side.Ask,
  funding: Funding.Token,
  tick: toTick(2_810),
  lots: toLots(100_000n),
  nonce: 513n,
  deadline: 1_790_000_000,
}

describe('a block quote', () => {
  it.each([
    ['for one taker', quote, taker],
    ['for anyone', (({ taker: _, ...open }) => open)(quote), zeroAddress],
  ])('%s is signed by what the contract hashes', (_, signed, named) => {
    const struct = structHash(
      'BlockQuote(address maker,address taker,uint32 market,uint8 side,uint8 funding,uint24 tick,uint56 lots,uint256 nonce,uint32 deadline)',
      'address, address, uint32, uint8, uint8, uint24, uint56, uint256, uint32',
      [maker, named, 5, 1, 1, 2_810, 100_000n, 513n, 1_790_000_000],
    )
    expect(hashTypedData(blockQuoteTypedData({ chainId: 31_337, exchange }, signed))).toBe(
      digest(versionedDomain('Gigahour', '1', exchange), struct),
    )
  })

  it('is taken as it was signed', () => {
    const signature = '0x1234'
    expect(takeBlock(exchange, { quote, signature }, Funding.Quote).args).toEqual([quote, signature, 0])
  })
})
