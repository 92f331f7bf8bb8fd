import { type Address, isAddress, zeroAddress } from 'viem'

/**
 * Who is to sign receipts besides the user: the zero address if nobody is named.
 *
 * @param own - The provider, who may not sign for what it delivers itself.
 * @returns null for what cannot be a meter. A checksum that does not fit is a slip of the pen.
 */
export function meterIn(typed: string, own: string | null): Address | null {
  const text = typed.trim()
  if (text === '') return zeroAddress
  return isAddress(text) && text.toLowerCase() !== own?.toLowerCase() ? text : null
}
