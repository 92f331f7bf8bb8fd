import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { useMarketOrders } from '../account/useAccount.ts'
import { formatLots, formatPrice, scaleOf } from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'
import { candlesFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { candlesQuery } from '../indexer/queries.ts'
import { type Preferences, setPreferences, usePreferences } from '../preferences.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'

const CandleChart = lazy(() => import('./CandleChart.tsx').then((module) => ({ default: module.CandleChart })))

const INTERVALS: readonly Preferences['candleInterval'][] = ['1m', '5m', '15m', '1h', '4h', '1d']

/** Candles of a market with their states; the chart library is loaded when it is first needed. */
export function ChartPanel({ market }: { market: Market }) {
  const text = useText()
  const locale = useLocale()
  const { candleInterval } = usePreferences()
  useFeed(candlesFeed(market.symbol, candleInterval))
  const candles = useQuery(candlesQuery(useServices(), market.symbol, candleInterval))
  const scale = scaleOf(market)
  const orders = useMarketOrders(market.symbol)
  const lines = useMemo(
    () =>
      orders.map(({ slot, side, tick, open }) => ({
        slot,
        side,
        tick,
        label: `${side === 'bid' ? text.side.buy : text.side.sell} ${formatLots(open, scale)}`,
      })),
    [orders, scale, text],
  )
  const last = candles.data?.at(-1)
  return (
    <div className="absolute inset-0">
      {candles.isPending && <Skeleton rows={6} rowHeight={44} />}
      {candles.isLoadingError && <LoadError error={candles.error} onRetry={candles.refetch} />}
      {candles.isRefetchError && <OldData onRetry={candles.refetch} />}
      {candles.data?.length === 0 && (
        <Empty className="absolute inset-0" title={text.chart.noCandles} detail={text.chart.noCandlesDetail} />
      )}
      {candles.data && last && (
        <>
          <Suspense fallback={<Skeleton rows={6} rowHeight={44} />}>
            <CandleChart
              market={market}
              candles={candles.data}
              orders={lines}
              locale={locale}
              label={text.chart.candlesOf(market.symbol)}
            />
          </Suspense>
          <a
            href="https://www.tradingview.com/"
            target="_blank"
            rel="noreferrer"
            className="absolute bottom-8 left-3 z-2 rounded bg-panel px-1 text-2xs text-muted hover:text-fg"
          >
            {text.chart.credit}
          </a>
          <p className="figure pointer-events-none absolute top-2 left-3 z-2 flex gap-x-3 rounded bg-panel px-1 text-2xs text-muted max-md:hidden">
            {(['open', 'high', 'low', 'close'] as const).map((part) => (
              <span key={part}>
                {text.chart[part]} <span className="text-fg">{formatPrice(last[part], scale)}</span>
              </span>
            ))}
            <span>
              {text.chart.volume} <span className="text-fg">{formatLots(last.volume, scale)}</span>{' '}
              {unitsOf(market, text).short}
            </span>
          </p>
        </>
      )}
    </div>
  )
}

export function IntervalChoice() {
  const text = useText()
  const { candleInterval } = usePreferences()
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{text.chart.interval}</legend>
      {INTERVALS.map((interval) => (
        <button
          key={interval}
          type="button"
          aria-pressed={interval === candleInterval}
          onClick={() => setPreferences({ candleInterval: interval })}
          className={classes(
            'figure h-6 rounded px-1.5 text-2xs pointer-coarse:h-9 pointer-coarse:px-2',
            interval === candleInterval ? 'bg-raised text-fg' : 'text-muted hover:text-fg',
          )}
        >
          {interval}
        </button>
      ))}
    </fieldset>
  )
}
