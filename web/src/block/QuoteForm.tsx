import { blockMinimum } from '@gigahour/contracts/blockQuote'
import { Funding, Side } from '@gigahour/contracts/side'
import type { Lots, Tick } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { isAddress } from 'viem'
import { useConfig } from 'wagmi'
import { useHoldings } from '../account/useAccount.ts'
import { formatLots, formatPrice, parseDecimal, scaleOf, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { LinkField } from './LinkField.tsx'
import { useSignQuote } from './useSignQuote.ts'
import { blockWords } from './words.ts'

const EXPIRIES = { quarter: 900, hour: 3_600, day: 86_400 }
type Expiry = keyof typeof EXPIRIES

/** The form that a block quote is written in; gives its link. */
export function QuoteForm({ markets }: { markets: readonly Market[] }) {
  const [symbol, setSymbol] = useState(markets[0]?.symbol ?? '')
  const market = markets.find((each) => each.symbol === symbol)
  const words = useWords(blockWords)
  if (!market) return null
  return (
    <div className="flex flex-col gap-3 p-4">
      <label className="flex flex-col gap-1">
        <span className="label">{words.market}</span>
        <select
          value={symbol}
          onChange={(event) => setSymbol(event.target.value)}
          className="figure h-9 rounded border border-line-strong bg-bg px-2 text-sm pointer-coarse:h-11"
        >
          {markets.map((each) => (
            <option key={each.symbol}>{each.symbol}</option>
          ))}
        </select>
      </label>
      <QuoteTerms key={symbol} market={market} />
    </div>
  )
}

function QuoteTerms({ market }: { market: Market }) {
  const text = useText()
  const words = useWords(blockWords)
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const holdings = useHoldings(market)
  const minimum = useBlockMinimum(market)
  const signQuote = useSignQuote()
  const [side, setSide] = useState<'buy' | 'sell'>('sell')
  const [size, setSize] = useState('')
  const [price, setPrice] = useState('')
  const [expiry, setExpiry] = useState<Expiry>('hour')
  const [taker, setTaker] = useState('')
  const [link, setLink] = useState<string | null>(null)
  const [isSigning, setSigning] = useState(false)

  const scale = scaleOf(market)
  const units = unitsOf(market, text)
  const sized = parseDecimal(size, scale.sizeDecimals)
  const priced = parseDecimal(price, scale.priceDecimals)
  const lots = sized.ok ? sized.value : 0n
  const tick = priced.ok ? Number(priced.value) : 0
  const highest = market.kind === 'series' ? market.cap - 1 : 2 ** 24 - 2
  const sizeError =
    size === ''
      ? null
      : !sized.ok
        ? text.problem.sizeMalformed
        : minimum !== undefined && lots < minimum
          ? words.tooSmall(formatLots(minimum, scale), units.size)
          : null
  const priceError =
    price === ''
      ? null
      : !priced.ok
        ? text.problem.priceMalformed
        : tick < 1 || tick > highest
          ? text.problem[market.kind === 'series' ? 'priceOutOfRange' : 'priceOffScale'](
              formatPrice(1, scale),
              formatPrice(highest, scale),
            )
          : null
  const takerError = taker === '' || isAddress(taker) ? null : words.takerMalformed
  const isReady = lots > 0n && tick > 0 && minimum !== undefined && !sizeError && !priceError && !takerError

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady || isSigning) return
    setSigning(true)
    const held = side === 'buy' ? holdings?.short : holdings?.long
    const isSpot = market.kind === 'spot'
    const closes = isSpot ? side === 'sell' : held !== undefined && held >= lots
    const signed = await signQuote({
      ...(taker ? { taker: taker as `0x${string}` } : {}),
      market: market.market,
      side: side === 'buy' ? Side.Bid : Side.Ask,
      funding: closes ? Funding.Token : Funding.Quote,
      tick: tick as Tick,
      lots: lots as Lots,
      lifetime: EXPIRIES[expiry],
    })
    setSigning(false)
    if (signed) setLink(signed)
  }
  return (
    <form
      aria-label={words.title}
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => void submit(event)}
      onChange={() => setLink(null)}
    >
      <Segmented
        name="block-side"
        legend={text.ticket.side}
        value={side}
        onChange={setSide}
        options={[
          { id: 'buy', label: text.side.buy, selectedClass: 'bg-bid text-on-side font-semibold' },
          { id: 'sell', label: text.side.sell, selectedClass: 'bg-ask text-on-side font-semibold' },
        ]}
      />
      <Field
        label={words.size}
        unit={units.size}
        placeholder="0.000"
        value={size}
        onChange={setSize}
        error={sizeError}
        aside={
          <span className="label">{minimum === undefined ? UNKNOWN : words.atLeast(formatLots(minimum, scale))}</span>
        }
      />
      <Field
        label={words.price}
        unit={units.price}
        placeholder={formatPrice(market.stats.mid ?? market.stats.last, scale)}
        value={price}
        onChange={setPrice}
        error={priceError}
        aside={
          <span className="label">
            {text.book.mid} <span className="figure">{formatPrice(market.stats.mid, scale)}</span>
          </span>
        }
      />
      <div>
        <p className="label pb-1" aria-hidden="true">
          {words.expiry}
        </p>
        <Segmented
          name="block-expiry"
          legend={words.expiry}
          size="small"
          value={expiry}
          onChange={setExpiry}
          options={(Object.keys(EXPIRIES) as Expiry[]).map((id) => ({ id, label: words.expiries[id] }))}
        />
      </div>
      <Field
        label={words.taker}
        inputMode="text"
        placeholder="0x…"
        value={taker}
        onChange={setTaker}
        error={takerError}
      />
      <p className="text-muted text-xs">{words.free}</p>
      {wallet.status === 'ready' ? (
        <Button type="submit" look={side === 'buy' ? 'bid' : 'ask'} size="large" disabled={!isReady || isSigning}>
          {isSigning ? text.ticket.sending : words.make[side]}
        </Button>
      ) : (
        <Button look="primary" size="large" onClick={() => open('connect')}>
          {text.connect.connect}
        </Button>
      )}
      {link && <LinkField link={link} />}
    </form>
  )
}

/** Fewest lots of a block in a market; `undefined` until the chain has said it. */
function useBlockMinimum(market: Market): bigint | undefined {
  const wagmi = useConfig()
  const { config } = useServices()
  const { data } = useQuery({
    queryKey: ['block minimum', market.market],
    queryFn: async () => {
      const { clientOf } = await import('../wallet/chain.ts')
      return clientOf(wagmi, config).readContract(blockMinimum(config.deployment.exchange, market.market))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
