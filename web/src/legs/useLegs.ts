import type { Leg } from '@gigahour/contracts/legs'
import { costBound, takeLegs } from '@gigahour/contracts/legs'
import { Funding, Side } from '@gigahour/contracts/side'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useConfig } from 'wagmi'
import { available } from '../account/holdings.ts'
import { useBalances } from '../account/useAccount.ts'
import { useSettleFirst } from '../account/useSettleFirst.ts'
import { formatMoney } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import type { Series } from '../series/marketTerms.ts'
import { useServices } from '../services.ts'
import { useSend } from '../wallet/useSend.ts'
import { legsOf, type Plan } from './plan.ts'
import { type LegsPreview, previewLegsQuery } from './previewLegsQuery.ts'
import { legsWords } from './words.ts'

/** A plan's legs, each paid with the token where the account holds enough of it to close, and what they would come to now. */
export function useLegs(plan: Plan | null, months: readonly Series[]) {
  const text = useText()
  const services = useServices()
  const wagmi = useConfig()
  const { data: balances } = useBalances()
  const legs = useMemo(() => {
    if (!plan) return null
    return legsOf(plan, months, (id, side) => {
      const market = months.find(({ market }) => market === id)
      const token = side === Side.Bid ? market?.short.asset : market?.long.asset
      const closes = balances && token !== undefined && available(balances, token) >= plan.lots
      return closes ? Funding.Token : Funding.Quote
    })
  }, [plan, months, balances])
  const preview = useQuery(previewLegsQuery(services, wagmi, text, legs))
  return { legs, preview }
}

/** Takes legs within a bound on their cost. True if they were taken. */
export function useTakeLegs(): (
  summary: string,
  legs: readonly Leg[],
  preview: LegsPreview,
  slippage: number,
) => Promise<boolean> {
  const words = useWords(legsWords)
  const settleFirst = useSettleFirst()
  const send = useSend()
  return async (summary, legs, preview, slippage) => {
    if (!(await settleFirst())) return false
    const sent = await send(
      { summary, build: (_, exchange) => takeLegs(exchange, legs, costBound(preview, slippage)) },
      ({ legsCost }) => {
        const cost = legsCost ?? 0n
        return cost < 0n ? words.done.proceeds(formatMoney(-cost)) : words.done.cost(formatMoney(cost))
      },
    )
    return sent.ok
  }
}
