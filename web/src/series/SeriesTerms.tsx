import {
  formatCompact,
  formatLots,
  formatMonth,
  formatPercent,
  formatPrice,
  formatUsdc,
  formatUtc,
  scaleOf,
} from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { indexWords } from '../index/words.ts'
import { Fact, Facts } from '../ui/Facts.tsx'
import { liveMarkOf } from './liveMark.ts'
import type { Series } from './marketTerms.ts'
import { unitsOf } from './unitsOf.ts'
import { termsWords } from './words.ts'

const DAY = 86_400
/** A day is closed at 20:00 UTC. */
const CLOSING = 20 * 3_600

/** What a series is, and by which rule each of its figures comes: on a touch screen nothing can be pointed at to be told. */
export function SeriesTerms({ market }: { market: Series }) {
  const text = useText()
  const words = useWords(termsWords)
  const { markRuleDetail } = useWords(indexWords)
  const locale = useLocale()
  const scale = scaleOf(market)
  const units = unitsOf(market, text)
  const { stats } = market
  const { dailyMark } = stats
  return (
    <Facts>
      <Fact name={words.grade}>
        {market.grade} · {formatMonth(market.year, market.month, locale)}
      </Fact>
      <Fact name={words.delivery} rule={market.deliverable ? words.deliveryRule : undefined}>
        {market.deliverable ? words.cashOrHours : words.cash}
      </Fact>
      <Fact name={text.series.ends}>{formatUtc(market.expiry, locale)}</Fact>
      <Fact name={`${text.series.cap}, ${units.price}`} rule={words.capRule}>
        {formatPrice(market.cap, scale)}
      </Fact>
      <Fact name={`${words.settlement}, ${units.price}`} rule={words.settlementRule}>
        {formatPrice(market.settlementTick, scale)}
      </Fact>
      <Fact name={`${words.liveMark}, ${units.price}`} rule={words.liveMarkRule}>
        {formatPrice(liveMarkOf(market), scale)}
      </Fact>
      <Fact
        name={`${words.dailyMark}, ${units.price}`}
        rule={
          dailyMark
            ? words.dailyMarkRule(formatUtc(dailyMark.day * DAY + CLOSING, locale), markRuleDetail[dailyMark.rule])
            : undefined
        }
      >
        {formatPrice(dailyMark?.tick, scale)}
      </Fact>
      <Fact name={`${text.curve.index}, ${units.price}`} rule={text.series.indexRule}>
        {formatUsdc(stats.index)}
      </Fact>
      <Fact name={`${text.series.basis}, ${units.price}`} rule={text.series.basisRule}>
        {formatUsdc(stats.basis, { sign: true })}
      </Fact>
      <Fact name={`${text.series.volume}, ${units.size}`} rule={words.volumeRule}>
        {formatCompact(stats.volume24h, scale.sizeDecimals)}
      </Fact>
      <Fact name={text.series.takerFee} rule={words.takerFeeRule}>
        {formatPercent(market.takerFee / 1_000_000, { digits: 3 })}
      </Fact>
      <Fact name={`${words.smallest}, ${units.size}`}>{formatLots(market.minLots, scale)}</Fact>
      <Fact name={`${words.smallestBlock}, ${units.size}`}>{formatLots(market.blockMinimum, scale)}</Fact>
    </Facts>
  )
}
