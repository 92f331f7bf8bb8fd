import { formatDecimal, formatLots, formatMoney, formatPrice, SERIES_SCALE } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import type { Damages } from './damages.ts'
import { deliveryWords } from './words.ts'

type DamagesLinesProps = {
  shared: Damages
  undelivered: bigint
  tick: number
  /** Whether the price is that of the settlement; else it is the last trade's. */
  isFixed: boolean
}

/** How the money of undelivered hours is worked out, line by line. */
export function DamagesLines({ shared, undelivered, tick, isFixed }: DamagesLinesProps) {
  const words = useWords(deliveryWords)
  const { lines, damages, toBuyer, toProvider } = shared
  const rows = [
    {
      name: words.priceLine(formatLots(undelivered), formatPrice(tick), isFixed ? 'settlement' : 'last'),
      amount: toBuyer - damages,
    },
    ...lines.map(({ lots, rate, perLot, isBounded, amount }) => ({
      name:
        words.damagesLine(
          formatLots(lots),
          String(rate),
          // Hundredths of a tick: two decimals more than a price has.
          formatDecimal(perLot, SERIES_SCALE.priceDecimals + 2, { minimum: SERIES_SCALE.priceDecimals }),
        ) + (isBounded ? ` (${words.bounded})` : ''),
      amount,
    })),
  ]
  // To the last unit: lines that were cut would not add up to what is claimed.
  const exact = (amount: bigint) => `${formatMoney(amount, undefined, { exact: true })} USDC`
  return (
    <div>
      <dl className="grid max-w-[560px] grid-cols-[1fr_auto] gap-x-4 text-xs">
        {rows.map(({ name, amount }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="figure text-right">{exact(amount)}</dd>
          </div>
        ))}
        <dt className="border-line border-t font-medium">{words.toBuyer}</dt>
        <dd className="figure border-line border-t text-right">{exact(toBuyer)}</dd>
        <dt className="text-muted">{words.toProvider}</dt>
        <dd className="figure text-right text-muted">{exact(toProvider)}</dd>
      </dl>
      <p className="pt-1 text-2xs text-muted">{words.damagesRule}</p>
    </div>
  )
}
