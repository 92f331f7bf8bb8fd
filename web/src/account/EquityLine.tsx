import { Link } from '@tanstack/react-router'
import { useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { valueTokens } from './portfolio.ts'
import { useBalances } from './useAccount.ts'
import { portfolioWords } from './words.ts'

/** What equity is made of, what it leaves out, and where that is. */
export function EquityLine() {
  const text = useText()
  const words = useWords(portfolioWords)
  const { usdcAsset } = useServices().config.deployment
  const { data: balances } = useBalances()
  const { data: markets } = useMarkets().query
  const unpriced = balances && markets ? valueTokens(balances, markets, usdcAsset).unpriced : []
  return (
    <p className="bg-panel px-3 py-2 text-muted text-xs">
      {words.equityRule}{' '}
      <Link to="/financing" className="underline">
        {text.page.financing}
      </Link>
      {unpriced.length > 0 && <> {words.unpriced(unpriced.join(', '))}</>}
    </p>
  )
}
