import type { Settlement } from '@gigahour/indexer/api/settlement'
import { formatPrice, UNKNOWN } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { indexWords } from './words.ts'

/** The settlement price with the rule it came by; in its month what it would be by the prints until now. Before, the forward curve says more. */
export function FinalPrice({ settlement: { final, expected, progress, state } }: { settlement: Settlement }) {
  const words = useWords(indexWords)
  if (final) {
    const rule = final.rule
      ? words.rule[final.rule](final.daysCounted ?? progress.printed, progress.daysInMonth)
      : words.ruleUnknown
    return <Priced price={formatPrice(final.tick)} rule={rule} />
  }
  if (!expected || state === 'trading') return UNKNOWN
  return (
    <span className="text-muted">
      <Priced
        price={words.expected(formatPrice(expected.tick))}
        rule={words.rule[expected.rule](expected.daysCounted, progress.daysInMonth)}
      />
    </span>
  )
}

function Priced({ price, rule }: { price: string; rule: string }) {
  return (
    <>
      {price} <span className="block whitespace-normal font-sans text-2xs text-muted">{rule}</span>
    </>
  )
}
