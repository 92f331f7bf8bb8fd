import type { SlotWork } from '@gigahour/contracts/instruction'
import type { Market } from '@gigahour/indexer/api'
import { useConfig } from 'wagmi'
import { useOrders } from '../account/useAccount.ts'
import { formatDecimal, formatLots, formatPrice, scaleOf } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { useSend } from '../wallet/useSend.ts'
import { placeBatch, toOrder } from './instructions.ts'
import { freeSlots } from './slots.ts'
import type { OrderTerms } from './ticket.ts'

/** An order that does not rest is good for this long after it was signed, seconds of the chain's clock. */
const IMMEDIATE_LIFETIME = 120

/** Sends one order, with the settlement of everything that the account has coming. True if it was executed. */
export function usePlaceOrder(market: Market): (terms: OrderTerms, cancels: readonly SlotWork[]) => Promise<boolean> {
  const wagmi = useConfig()
  const { config, transactions } = useServices()
  const orders = useOrders()
  const send = useSend()
  const text = useText()
  const scale = scaleOf(market)
  return async (terms, cancels) => {
    const known = orders.data ?? []
    const rests = terms.timeInForce === 'gtc' || terms.timeInForce === 'post'
    const reserved = transactions.all().flatMap((transaction) => transaction.slots)
    const [slot = 0] = freeSlots(1, known, reserved)
    const deadline = rests ? undefined : await immediateDeadline()
    const sent = await send(
      {
        summary: text.write.place[terms.side](
          formatLots(terms.lots, scale),
          market.symbol,
          formatPrice(terms.tick, scale),
        ),
        batch: placeBatch(toOrder(terms, market, slot, deadline), known, cancels),
        slots: rests ? [slot] : [],
      },
      ({ taken, tickLots, rested }) => {
        const parts: string[] = []
        if (taken > 0n) {
          const average = formatDecimal((tickLots * 100n) / taken, scale.priceDecimals + 2, {
            minimum: scale.priceDecimals,
          })
          parts.push(text.write.filled[terms.side](formatLots(taken, scale), average))
        }
        if (rested > 0n) parts.push(text.write.rests(formatLots(rested, scale), formatPrice(terms.tick, scale)))
        return parts.length > 0 ? parts.join(' · ') : text.write.nothingFilled
      },
    )
    return sent.ok && !sent.receipt.isSkipped
  }

  async function immediateDeadline(): Promise<number | undefined> {
    try {
      const { chainTime } = await import('../wallet/chain.ts')
      return (await chainTime(wagmi, config)) + IMMEDIATE_LIFETIME
    } catch {
      // Without an answer the simulation fails next, and says so.
      return undefined
    }
  }
}
