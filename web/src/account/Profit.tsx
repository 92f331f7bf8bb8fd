import { formatMoney, SERIES_SCALE } from '../format.ts'
import { classes } from '../ui/classes.ts'

/** A gain or a loss: by sign first, by colour as well. */
export function Profit({ amount }: { amount: string | null }) {
  const tone = amount === null || amount === '0' ? undefined : amount.startsWith('-') ? 'text-ask' : 'text-bid'
  return <span className={classes(tone)}>{formatMoney(amount, SERIES_SCALE, { sign: true })}</span>
}
