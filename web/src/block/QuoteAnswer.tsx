import { type SignedBlockQuote, takeBlock } from '@gigahour/contracts/blockQuote'
import { payment, proceeds, takerFee } from '@gigahour/contracts/funding'
import { Funding, Side } from '@gigahour/contracts/side'
import { notional } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useConfig } from 'wagmi'
import { useHoldings } from '../account/useAccount.ts'
import { useSettleFirst } from '../account/useSettleFirst.ts'
import { formatLots, formatMoney, formatPrice, formatSpan, scaleOf } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { termsOfMarket } from '../series/marketTerms.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useNow } from '../ui/useNow.ts'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { checkQuery } from './checkQuery.ts'
import { blockWords } from './words.ts'

type QuoteAnswerProps = { signed: SignedBlockQuote; market: Market }

/** What a quote offers, whether it holds, what it costs whoever accepts it; and the button that does. */
export function QuoteAnswer({ signed, market }: QuoteAnswerProps) {
  const text = useText()
  const words = useWords(blockWords)
  const locale = useLocale()
  const now = useNow()
  const services = useServices()
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const queryClient = useQueryClient()
  const settleFirst = useSettleFirst()
  const send = useSend()
  const holdings = useHoldings(market)
  const check = checkQuery(services, useConfig(), signed, market)
  const { data: found, isError } = useQuery(check)
  const [isSending, setSending] = useState(false)

  const { quote } = signed
  const address = wallet.status === 'ready' ? wallet.address.toLowerCase() : null
  const makes = quote.side === Side.Bid ? 'buy' : 'sell'
  const takes = makes === 'buy' ? 'sell' : 'buy'
  const held = takes === 'buy' ? holdings?.short : holdings?.long
  const canClose = market.kind === 'series' && held !== undefined && held >= quote.lots
  const [choice, setChoice] = useState<'quote' | 'token' | null>(null)
  const isSpotSale = market.kind === 'spot' && takes === 'sell'
  const pays = isSpotSale ? 'token' : (choice ?? (canClose ? 'token' : 'quote'))
  const funding = pays === 'token' ? Funding.Token : Funding.Quote

  const scale = scaleOf(market)
  const units = unitsOf(market, text)
  const terms = termsOfMarket(market)
  const tickLots = notional(quote.tick, quote.lots)
  const trade = { side: takes === 'buy' ? Side.Bid : Side.Ask, funding, tickLots, lots: quote.lots }
  const fee = takerFee(terms, tickLots) * terms.unit
  const amountOf = ({ asset, amount }: { asset: number; amount: bigint }): string => {
    if (asset === terms.quote) return `${formatMoney(amount, scale, { exact: true })} ${scale.quoteSymbol}`
    const name = market.kind === 'spot' ? units.size : asset === terms.base ? 'LONG' : 'SHORT'
    return `${formatLots(quote.lots, scale)} ${name}`
  }
  const isOwn = address === quote.maker.toLowerCase()
  const isForOther = quote.taker !== undefined && address !== null && address !== quote.taker.toLowerCase()
  const state = isError
    ? 'failed'
    : found === undefined
      ? 'checking'
      : found !== 'valid'
        ? found
        : isOwn
          ? 'own'
          : isForOther
            ? 'other'
            : 'valid'

  const accept = async () => {
    setSending(true)
    const shown = [formatLots(quote.lots, scale), market.symbol, formatPrice(quote.tick, scale)] as const
    if (await settleFirst()) {
      await send(
        { summary: words.summary[takes](...shown), build: (_, exchange) => takeBlock(exchange, signed, funding) },
        () => words.accepted,
      )
    }
    await queryClient.invalidateQueries({ queryKey: check.queryKey })
    setSending(false)
  }
  return (
    <div className="flex flex-1 flex-col bg-panel">
      <div className="mx-auto flex w-full max-w-xl flex-col gap-4 p-4 md:py-8">
        <h1 className="font-semibold text-lg">{words.quoteOf(market.symbol)}</h1>
        <p
          role="status"
          className={
            state === 'valid'
              ? 'border-accent border-l-4 bg-raised px-3 py-2 text-sm'
              : state === 'checking'
                ? 'border-line-strong border-l-4 bg-raised px-3 py-2 text-muted text-sm'
                : 'border-warn border-l-4 bg-raised px-3 py-2 text-sm text-warn'
          }
        >
          {words.check[state]}
        </p>
        <dl className="divide-y divide-line border-line border-y">
          <Fact name={words.makes[makes]}>
            {formatLots(quote.lots, scale)} {units.size} · <MarketLink symbol={market.symbol} />
          </Fact>
          <Fact name={words.price}>
            {formatPrice(quote.tick, scale)} {units.price}
          </Fact>
          <Fact name={text.book.mid}>{formatPrice(market.stats.mid, scale)}</Fact>
          <Fact name={words.maker}>
            <span className="break-all">{quote.maker}</span>
          </Fact>
          <Fact name={words.until}>
            <Moment at={quote.deadline} look="full" />
            {quote.deadline > now && ` (${formatSpan(quote.deadline - now, locale)})`}
          </Fact>
          <Fact name={words.offeredTo}>
            {quote.taker === undefined
              ? words.forAnyone
              : address === quote.taker.toLowerCase()
                ? words.forYou
                : words.forOther(quote.taker)}
          </Fact>
        </dl>
        {canClose && (
          <Segmented
            name="pay"
            legend={words.payWith}
            value={pays}
            onChange={setChoice}
            options={[
              { id: 'token', label: takes === 'buy' ? 'SHORT' : 'LONG' },
              { id: 'quote', label: words.money },
            ]}
          />
        )}
        <dl className="divide-y divide-line border-line border-y">
          <Fact name={words.youPay}>{amountOf(payment(terms, trade))}</Fact>
          <Fact name={words.youGet}>{amountOf(proceeds(terms, trade))}</Fact>
          <Fact name={words.fee}>
            {formatMoney(fee, scale, { exact: true })} {scale.quoteSymbol}
          </Fact>
        </dl>
        {wallet.status === 'ready' ? (
          <Button
            look={takes === 'buy' ? 'bid' : 'ask'}
            size="large"
            disabled={state !== 'valid' || isSending}
            onClick={() => void accept()}
          >
            {isSending ? text.ticket.sending : words.accept[makes]}
          </Button>
        ) : (
          <Button look="primary" size="large" onClick={() => open('connect')}>
            {text.connect.connect}
          </Button>
        )}
      </div>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-center justify-between gap-4 py-1.5">
      <dt className="shrink-0 text-muted text-sm">{name}</dt>
      <dd className="figure min-w-0 text-right text-sm">{children}</dd>
    </div>
  )
}
