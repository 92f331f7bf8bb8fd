import { blockMinimum, blockQuoteTypedData, type SignedBlockQuote } from '@gigahour/contracts/blockQuote'
import { balanceOf } from '@gigahour/contracts/calls'
import { payment } from '@gigahour/contracts/funding'
import { isNonceUsed } from '@gigahour/contracts/nonce'
import { notional } from '@gigahour/contracts/units'
import type { Market } from '@gigahour/indexer/api'
import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Config as WagmiConfig } from 'wagmi'
import { termsOfMarket } from '../series/marketTerms.ts'
import type { Services } from '../services.ts'

/** What the chain says of a quote. The first that is not well is told. */
export type QuoteCheck = 'valid' | 'forged' | 'used' | 'expired' | 'ended' | 'small' | 'poor'

/** As often the chain is asked again, milliseconds. */
const REFRESH = 3_000

/** Whether a quote can be accepted now, asked of the chain itself and kept live. */
export const checkQuery = (
  services: Services,
  wagmi: WagmiConfig,
  signed: SignedBlockQuote | null,
  market: Market | undefined,
) =>
  queryOptions({
    // Whatever differs may be forged: the answer to another quote is not shown in the meantime.
    queryKey: ['block quote', signed && [signed.signature, ...Object.values(signed.quote)].join(' '), market?.market],
    queryFn:
      signed && market
        ? async (): Promise<QuoteCheck> => {
            const { clientOf } = await import('../wallet/chain.ts')
            const client = clientOf(wagmi, services.config)
            const { exchange } = services.config.deployment
            const { quote, signature } = signed
            const tickLots = notional(quote.tick, quote.lots)
            const pays = payment(termsOfMarket(market), { ...quote, tickLots })
            const [isSigned, isUsed, minimum, { timestamp }, free] = await Promise.all([
              client.verifyTypedData({
                address: quote.maker,
                signature,
                ...blockQuoteTypedData(services.config.deployment, quote),
              }),
              client.readContract(isNonceUsed(exchange, quote.maker, quote.nonce)),
              client.readContract(blockMinimum(exchange, quote.market)),
              client.getBlock(),
              client.readContract(balanceOf(exchange, quote.maker, pays.asset)),
            ])
            if (!isSigned) return 'forged'
            if (isUsed) return 'used'
            if (timestamp > BigInt(quote.deadline)) return 'expired'
            if (market.status !== 'trading') return 'ended'
            if (quote.lots < minimum) return 'small'
            return free < pays.amount ? 'poor' : 'valid'
          }
        : skipToken,
    refetchInterval: REFRESH,
  })
