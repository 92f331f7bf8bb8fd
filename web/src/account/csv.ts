import { formatDecimal } from '@gigahour/contracts/units'
import type { AccountFill, Market } from '@gigahour/indexer/api'
import { SERIES_SCALE, scaleOf } from '../format.ts'
import { valueOfFill } from './valueOfFill.ts'

const HEADER = [
  'time',
  'market',
  'side',
  'role',
  'kind',
  'price',
  'size',
  'value',
  'fee',
  'currency',
  'block',
  'transaction',
  'id',
]

/** Fills as a table for a spreadsheet: exact decimals, times in UTC. */
export function fillsToCsv(fills: readonly AccountFill[], markets: ReadonlyMap<string, Market>): string {
  const rows = fills.map((fill) => {
    const market = markets.get(fill.symbol)
    const scale = market ? scaleOf(market) : SERIES_SCALE
    return [
      new Date(fill.timestamp * 1000).toISOString(),
      fill.symbol,
      fill.side,
      fill.role,
      fill.kind,
      formatDecimal(BigInt(fill.tick), scale.priceDecimals),
      formatDecimal(BigInt(fill.lots), scale.sizeDecimals),
      formatDecimal(valueOfFill(fill, market), scale.quoteDecimals),
      formatDecimal(BigInt(fill.fee), scale.quoteDecimals),
      scale.quoteSymbol,
      String(fill.block),
      fill.transaction,
      String(fill.id),
    ]
  })
  return [HEADER, ...rows].map((row) => row.map(quote).join(',')).join('\r\n')
}

/** A cell that a spreadsheet would take for a formula is made text. */
function quote(cell: string): string {
  const safe = /^[=+@\t\r]/.test(cell) || /^-\D/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
