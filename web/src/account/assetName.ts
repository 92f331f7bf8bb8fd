import type { Balance } from '@gigahour/indexer/api'
import { cleanText } from '../format.ts'

/** Name of an asset of the ledger. Tokens are named by others, so the text is cleaned. */
export function assetName(balance: Pick<Balance, 'symbol' | 'asset'>): string {
  return cleanText(balance.symbol, 24) || `#${balance.asset}`
}
