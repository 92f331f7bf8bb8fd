import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { useBalances } from '../account/useAccount.ts'
import { useSettleFirst } from '../account/useSettleFirst.ts'
import { formatDecimal } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { useSend } from '../wallet/useSend.ts'
import { planFunding } from './plan.ts'
import { tokenFundsQuery } from './tokenFundsQuery.ts'
import { tokenWords } from './words.ts'

export type FundedToken = {
  address: Address
  /** Id in the exchange's ledger; null if it is not listed there. */
  asset: number | null
  name: string
  decimals: number
}

/** Tokens that a contract takes from the wallet. */
export type Taken = {
  token: FundedToken
  /** The contract that takes them; null if it is the token itself, which need not be approved. */
  spender: Address | null
  /** Base units; 0 while the form is not filled in. */
  amount: bigint
}

export type Step = { name: string; detail: string; run: () => Promise<boolean> }

export type Funding = {
  /** What the account has, and what it is short of, in words; null until it is known. */
  have: string | null
  missing: string | null
  error: Error | null
  /** Known, and enough. */
  isReady: boolean
  /** What must happen before the contract can take them. */
  steps: Step[]
}

const NONE: Taken = { token: { address: '0x', asset: null, name: '', decimals: 0 }, spender: null, amount: 0n }

/** How tokens get to where a contract can take them: credited, withdrawn, approved. @param wanted - null for none. */
export function useFunding(wanted: Taken | null, account: Address | null): Funding {
  const { token, spender, amount } = wanted ?? NONE
  const words = useWords(tokenWords)
  const services = useServices()
  const wagmi = useConfig()
  const reader = wanted === null ? null : account
  const funds = useQuery(
    tokenFundsQuery(services, wagmi, { account: reader, token: token.address, spender: spender ?? token.address }),
  )
  const balance = useBalances().data?.find(({ asset }) => asset === token.asset)
  const settleFirst = useSettleFirst()
  const send = useSend()
  if (wanted === null) return { have: null, missing: null, error: null, isReady: true, steps: [] }

  const free = BigInt(balance?.free ?? 0)
  const unsettled = BigInt(balance?.unsettled ?? 0)
  const plan = funds.data && planFunding(amount, { ...funds.data, free, unsettled })
  const shown = (value: bigint) => `${formatDecimal(value, token.decimals, { minimum: 2 })} ${token.name}`
  const steps: Step[] = []
  if (plan?.settles) steps.push({ name: words.settle, detail: words.settleDetail, run: settleFirst })
  if (plan && plan.withdraws > 0n) {
    const name = words.withdraw(shown(plan.withdraws))
    const withdrawal = { asset: token.asset ?? 0, amount: plan.withdraws, to: account as Address }
    steps.push({
      ...{ name, detail: words.withdrawDetail },
      run: async () =>
        (await send({ summary: name, build: (calls, exchange) => calls.withdraw(exchange, withdrawal) })).ok,
    })
  }
  if (spender !== null && plan?.approves && amount > 0n) {
    const name = words.approve(shown(amount))
    steps.push({
      ...{ name, detail: words.approveDetail },
      run: async () =>
        (await send({ summary: name, build: (calls) => calls.approve(token.address, spender, amount) })).ok,
    })
  }
  return {
    have: funds.data ? words.have(shown(funds.data.held + free + unsettled)) : null,
    missing: plan && plan.missing > 0n ? words.missing(shown(plan.missing)) : null,
    error: funds.error,
    isReady: plan !== undefined && plan.missing === 0n,
    steps,
  }
}
