import type { Market } from '@gigahour/indexer/api'
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  cleanText,
  formatCompact,
  formatPercent,
  formatPrice,
  formatPriceChange,
  formatSpan,
  formatUsdc,
  formatUtc,
  scaleOf,
} from '../format.ts'
import { useLocale, useText } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { usePalette } from '../shell/paletteContext.tsx'
import { classes } from '../ui/classes.ts'
import { useNow } from '../ui/useNow.ts'
import { describeMarket } from './describeMarket.ts'
import { unitsOf } from './unitsOf.ts'

/** The market in one line: its name, which finds another, and the figures of the day. */
export function MarketStrip({ market }: { market: Market }) {
  const text = useText()
  const locale = useLocale()
  const now = useNow()
  const { open } = usePalette()
  const scale = scaleOf(market)
  const { stats } = market
  const units = unitsOf(market, text)
  const change = stats.change24h
  const ratio = change !== null && stats.open24h ? change / stats.open24h : null
  const tone = change === null || change === 0 ? '' : change > 0 ? 'text-bid' : 'text-ask'
  return (
    <div className="flex items-stretch gap-x-6 overflow-x-auto border-line border-b bg-panel px-3 max-md:sticky max-md:top-0 max-md:z-20">
      <button
        type="button"
        onClick={() => open('palette')}
        className="-ml-3 flex h-12 shrink-0 items-center gap-3 border-line border-r px-3 text-left hover:bg-raised"
      >
        <span>
          <h1 className="figure font-semibold text-lg leading-5">{market.symbol}</h1>
          {/* A name may be long: the terms have all of it. */}
          <span className="block max-w-[220px] truncate text-2xs text-muted">
            {describeMarket(market, text, locale)}
          </span>
        </span>
        <ChevronDown size={14} aria-hidden className="text-muted" />
        <span className="sr-only">{text.series.choose}</span>
      </button>
      <div className="flex shrink-0 items-center">
        <span className="figure font-medium text-xl">{formatPrice(stats.last ?? stats.mid, scale)}</span>
        <span className="pl-1 text-2xs text-muted max-md:hidden">{units.price}</span>
        <span className={classes('figure w-[132px] pl-3 text-xs', tone)}>
          {formatPriceChange(change, scale)} {ratio !== null && `(${formatPercent(ratio, { sign: true })})`}
        </span>
      </div>
      <dl className="flex shrink-0 items-center gap-x-6">
        {market.instrument && (
          <Figure name={text.series.instrument}>
            <Link to="/financing/$address" params={{ address: market.instrument.token }} className="underline">
              {cleanText(market.instrument.symbol, 24)}
            </Link>
          </Figure>
        )}
        <Figure name={`${text.series.high}, ${scale.quoteSymbol}`}>{formatPrice(stats.high24h, scale)}</Figure>
        <Figure name={`${text.series.low}, ${scale.quoteSymbol}`}>{formatPrice(stats.low24h, scale)}</Figure>
        {market.kind === 'series' && (
          <>
            <Figure name={`${text.curve.index}, USDC`} rule={text.series.indexRule}>
              {formatUsdc(stats.index)}
            </Figure>
            <Figure name={`${text.series.basis}, USDC`} rule={text.series.basisRule}>
              {formatUsdc(stats.basis, { sign: true })}
            </Figure>
          </>
        )}
        <Figure name={text.series.volume}>
          {formatCompact(stats.volume24h, scale.sizeDecimals)} {units.size}
        </Figure>
        <Figure name={text.series.blockVolume}>
          {formatCompact(stats.blockVolume24h, scale.sizeDecimals)} {units.size}
        </Figure>
        {market.kind === 'series' && (
          <>
            <Figure name={text.series.openInterest}>
              {formatCompact(stats.openInterest, scale.sizeDecimals)} {units.size}
            </Figure>
            <Figure name={`${text.series.cap}, ${scale.quoteSymbol}`}>{formatPrice(market.cap, scale)}</Figure>
          </>
        )}
        <Figure name={text.series.takerFee}>{formatPercent(market.takerFee / 1_000_000, { digits: 3 })}</Figure>
        {market.kind === 'series' && (
          <Figure name={market.status === 'trading' ? text.series.endsIn : text.series.ended}>
            <span title={formatUtc(market.expiry, locale)}>
              {market.status === 'trading' ? formatSpan(market.expiry - now, locale) : formatUtc(market.expiry, locale)}
            </span>
          </Figure>
        )}
      </dl>
    </div>
  )
}

type FigureProps = { name: string /** By which rule it comes. */; rule?: string; children: ReactNode }

function Figure({ name, rule, children }: FigureProps) {
  return (
    <div title={rule}>
      <dt className="label whitespace-nowrap leading-4">{name}</dt>
      <dd className="figure whitespace-nowrap text-xs">{children}</dd>
    </div>
  )
}
