import { toLots } from '@gigahour/contracts/units'
import { useState } from 'react'
import { formatLots } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { Button } from '../ui/Button.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { useHoldings } from './useAccount.ts'
import { useSettleFirst } from './useSettleFirst.ts'
import { redeemWords } from './words.ts'

/** Pays out all LONG and SHORT that the account has of a settled series. Nothing where there is nothing to pay out. */
export function RedeemButton({ symbol }: { symbol: string }) {
  const market = useMarkets().bySymbol.get(symbol)
  if (market?.kind !== 'series' || market.status !== 'settled') return null
  return <RedeemAll market={market} />
}

function RedeemAll({ market }: { market: Series }) {
  const text = useText()
  const words = useWords(redeemWords)
  const wallet = useWallet()
  const holdings = useHoldings(market)
  const send = useSend()
  const settleFirst = useSettleFirst()
  const [isSending, setSending] = useState(false)
  if (!holdings || holdings.long + holdings.short === 0n) return null
  const { long, short } = holdings
  const redeem = async () => {
    setSending(true)
    if (await settleFirst()) {
      await send({
        summary: words.redeemWrite(market.symbol, formatLots(long), formatLots(short)),
        build: (calls, exchange) => calls.redeem(exchange, market.market, { long: toLots(long), short: toLots(short) }),
      })
    }
    setSending(false)
  }
  return (
    <Button
      size="small"
      look="primary"
      title={words.redeemRule}
      disabled={isSending || wallet.status !== 'ready'}
      onClick={() => void redeem()}
    >
      {isSending ? text.ticket.sending : words.redeem}
    </Button>
  )
}
