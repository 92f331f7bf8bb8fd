import { hexToBytes } from 'viem'
import { describe, expect, it } from 'vitest'
import { BlockLinkError, decodeBlockLink, encodeBlockLink } from './blockLink.ts'
import type { SignedBlockQuote } from './blockQuote.ts'
import { Funding, Side } from './side.ts'
import { toLots, toTick } from './units.ts'

const signed: SignedBlockQuote = {
  quote: {
    maker: '0x00000000000000000000000000000000000a11ce',
    taker: '0x0000000000000000000000000000000000000b0b',
    market: 5,
    side: Side.Ask,
    funding: Funding.Token,
    tick: toTick(2_810),
    lots: toLots(100_000n),
    nonce: 513n,
    deadline: 1_790_000_000,
  },
  signature: `0x${'c5'.repeat(65)}`,
}

/** The example a field at a time, written by Node's own base64url. 2,810 = 0xafa, 100,000 = 0x186a0, 1,790,000,000 = 0x6ab13b80. */
const TEXT = linkOf(
  [
    '01',
    '00000000000000000000000000000000000a11ce',
    '0000000000000000000000000000000000000b0b',
    '00000005',
    '03',
    '000afa',
    '000000000186a0',
    '0000000000000000000000000000000000000000000000000000000000000201',
    '6ab13b80',
    'c5'.repeat(65),
  ].join(''),
)

describe('a block quote in a link', () => {
  it('is its fields, one after another', () => {
    expect(encodeBlockLink(signed)).toBe(TEXT)
    expect(decodeBlockLink(TEXT)).toEqual(signed)
  })

  it('names no taker where anyone may accept, and takes a signature of any length', () => {
    const { taker: _, ...open } = signed.quote
    for (const length of [1, 2, 3, 64, 200]) {
      const other = { quote: open, signature: `0x${'fe'.repeat(length)}` } as const
      expect(decodeBlockLink(encodeBlockLink(other))).toEqual(other)
    }
  })

  it.each([
    ['is cut short', TEXT.slice(0, 100), 'cut short'],
    ['is cut to a length that base64 never has', TEXT.slice(0, 181), 'cut short'],
    ['has other characters', `${TEXT}+`, 'characters'],
    ['is empty', '', 'characters'],
    ['is of another version', linkOf(`02${'00'.repeat(100)}`), 'version 2'],
    ['names no side', linkOf(`01${'00'.repeat(44)}04${'00'.repeat(100)}`), 'no side'],
    ['names the price 0', linkOf(`01${'00'.repeat(150)}`), 'a price or a quantity'],
  ])('that %s is refused', (_, text, message) => {
    expect(() => decodeBlockLink(text)).toThrow(BlockLinkError)
    expect(() => decodeBlockLink(text)).toThrow(message)
  })
})

function linkOf(hex: string): string {
  return Buffer.from(hexToBytes(`0x${hex}`)).toString('base64url')
}
