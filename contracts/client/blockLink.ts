import {
  type ByteArray,
  bytesToHex,
  concatHex,
  type Hex,
  hexToBytes,
  hexToNumber,
  numberToHex,
  slice,
  zeroAddress,
} from 'viem'
import type { BlockQuote, SignedBlockQuote } from './blockQuote.ts'
import { fundingOf, sideOf, type Terms, termsOf } from './side.ts'
import { toLots, toTick } from './units.ts'

// A signed block quote as text that a link can carry: base64url of
//
// bytes   field
//  0      version, 1
//  1–20   maker
// 21–40   taker; 0 for anyone
// 41–44   market
// 45      side in bit 0, funding in bit 1
// 46–48   tick
// 49–55   lots
// 56–87   nonce
// 88–91   deadline
// 92–     signature

/** Thrown when a text is no block quote. */
export class BlockLinkError extends Error {
  override name = 'BlockLinkError'
}

const VERSION = 1
const SIGNATURE_AT = 92

/** Writes a signed quote as text of A–Z, a–z, 0–9, `-` and `_`. */
export function encodeBlockLink({ quote, signature }: SignedBlockQuote): string {
  const { maker, taker = zeroAddress, market, side, funding, tick, lots, nonce, deadline } = quote
  return toBase64Url(
    hexToBytes(
      concatHex([
        numberToHex(VERSION, { size: 1 }),
        maker,
        taker,
        numberToHex(market, { size: 4 }),
        numberToHex(termsOf(side, funding), { size: 1 }),
        numberToHex(tick, { size: 3 }),
        numberToHex(lots, { size: 7 }),
        numberToHex(nonce, { size: 32 }),
        numberToHex(deadline, { size: 4 }),
        signature,
      ]),
    ),
  )
}

/**
 * Reads a text that {@link encodeBlockLink} wrote. Whether the signature is the maker's, only the chain can tell.
 *
 * @throws {@link BlockLinkError} if it is none.
 */
export function decodeBlockLink(text: string): SignedBlockQuote {
  const bytes = fromBase64Url(text)
  if (bytes.length <= SIGNATURE_AT) throw new BlockLinkError('The link is cut short.')
  if (bytes[0] !== VERSION) throw new BlockLinkError(`The link is of version ${bytes[0]}; this page reads ${VERSION}.`)
  const field = (start: number, end?: number): Hex => slice(bytesToHex(bytes), start, end)
  const terms = hexToNumber(field(45, 46))
  if (terms > 3) throw new BlockLinkError('The link names no side.')
  const taker = field(21, 41)
  try {
    const quote: BlockQuote = {
      maker: field(1, 21),
      ...(taker === zeroAddress ? {} : { taker }),
      market: hexToNumber(field(41, 45)),
      side: sideOf(terms as Terms),
      funding: fundingOf(terms as Terms),
      tick: toTick(hexToNumber(field(46, 49))),
      lots: toLots(BigInt(field(49, 56))),
      nonce: BigInt(field(56, 88)),
      deadline: hexToNumber(field(88, 92)),
    }
    return { quote, signature: field(SIGNATURE_AT) }
  } catch (error) {
    throw new BlockLinkError('The link holds a price or a quantity that cannot be.', { cause: error })
  }
}

const toBase64Url = (bytes: ByteArray): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

function fromBase64Url(text: string): ByteArray {
  if (!/^[\w-]+$/.test(text)) throw new BlockLinkError('The link holds characters that no quote has.')
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
  } catch (error) {
    throw new BlockLinkError('The link is cut short.', { cause: error })
  }
}
