import type { Candle, Market } from '@gigahour/indexer/api'
import {
  CandlestickSeries,
  ColorType,
  createChart,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
  type UTCTimestamp,
} from 'lightweight-charts'
import { useEffect, useRef } from 'react'
import { formatPrice, type Locale, scaleOf } from '../format.ts'
import { usePreferences } from '../preferences.ts'
import { useThemeColors } from './themeColors.ts'

export type OwnOrderLine = { slot: number; side: 'bid' | 'ask'; tick: number; label: string }

type CandleChartProps = { market: Market; candles: Candle[]; orders: OwnOrderLine[]; locale: Locale; label: string }

type Parts = { chart: IChartApi; prices: ISeriesApi<'Candlestick'>; volume: ISeriesApi<'Histogram'> }

/** Candles over volume, drawn by the chart library into a box that it always fills. */
export function CandleChart({ market, candles, orders, locale, label }: CandleChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const parts = useRef<Parts | null>(null)
  const drawn = useRef<Candle[]>([])
  const colors = useThemeColors()
  const { theme } = usePreferences()
  const scale = scaleOf(market)
  const { symbol } = market

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart belongs to a symbol; colours and data have effects of their own
  useEffect(() => {
    if (!box.current) return
    const chart = createChart(box.current, {
      autoSize: true,
      localization: { locale, priceFormatter: (price: number) => formatPrice(Math.round(price), scale) },
      // The library writes a style element for its logo, which the page's policy refuses: ChartPanel gives the credit.
      layout: { attributionLogo: false },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.26 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, rightOffset: 4 },
      crosshair: { mode: 0 },
    })
    const prices = chart.addSeries(CandlestickSeries, { priceFormat: { type: 'price', minMove: 1, precision: 0 } })
    const volume = chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'custom', formatter: (lots: number) => String(Math.round(lots / 1000)), minMove: 1 },
      lastValueVisible: false,
      priceLineVisible: false,
    })
    chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.82, bottom: 0 }, borderVisible: false })
    parts.current = { chart, prices, volume }
    drawn.current = []
    return () => {
      parts.current = null
      chart.remove()
    }
  }, [symbol, locale])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chart needs its colours as well
  useEffect(() => {
    const { chart, prices } = parts.current ?? {}
    chart?.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: colors.panel },
        textColor: colors.muted,
        fontFamily: '"JetBrains Mono Variable", monospace',
        fontSize: 11,
      },
      grid: { vertLines: { color: colors.grid }, horzLines: { color: colors.grid } },
      crosshair: {
        vertLine: { color: colors.lineStrong, labelBackgroundColor: colors.lineStrong },
        horzLine: { color: colors.lineStrong, labelBackgroundColor: colors.lineStrong },
      },
    })
    prices?.applyOptions({
      upColor: colors.panel,
      borderUpColor: colors.bid,
      wickUpColor: colors.bid,
      downColor: colors.ask,
      borderDownColor: colors.ask,
      wickDownColor: colors.ask,
      priceLineColor: colors.lineStrong,
    })
    drawn.current = []
  }, [colors, symbol, theme, locale])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chart, of another symbol or language, begins empty
  useEffect(() => {
    if (!parts.current) return
    const { prices, volume, chart } = parts.current
    const before = drawn.current
    const last = candles.at(-1)
    // The usual case is one more fill: only the last candle is drawn anew.
    const isContinued =
      last !== undefined &&
      before.length > 1 &&
      before.length <= candles.length &&
      candles.length - before.length <= 1 &&
      before.at(-2) === candles[before.length - 2]
    if (isContinued) {
      for (const candle of candles.slice(before.length - 1)) {
        prices.update(toBar(candle))
        volume.update(toVolume(candle, colors))
      }
    } else {
      prices.setData(candles.map(toBar))
      volume.setData(candles.map((candle) => toVolume(candle, colors)))
      chart.timeScale().setVisibleLogicalRange({ from: Math.max(-2, candles.length - 110), to: candles.length + 4 })
    }
    drawn.current = candles
  }, [candles, colors, symbol, locale])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new chart has no lines yet
  useEffect(() => {
    const series = parts.current?.prices
    if (!series) return
    const lines = orders.map((order) =>
      series.createPriceLine({
        price: order.tick,
        color: order.side === 'bid' ? colors.bid : colors.ask,
        lineWidth: 1,
        lineStyle: LineStyle.Dashed,
        axisLabelVisible: true,
        title: order.label,
      }),
    )
    return () => {
      if (parts.current?.prices === series) for (const line of lines) series.removePriceLine(line)
    }
  }, [orders, colors, symbol, locale])

  return <div ref={box} role="img" aria-label={label} className="absolute inset-0" />
}

function toBar({ start, open, high, low, close }: Candle) {
  return { time: start as UTCTimestamp, open, high, low, close }
}

function toVolume({ start, open, close, volume }: Candle, colors: { bidFaint: string; askFaint: string }) {
  return {
    time: start as UTCTimestamp,
    value: Number(volume),
    color: close >= open ? colors.bidFaint : colors.askFaint,
  }
}
