import { type ReactNode, useMemo } from 'react'
import { formatMoney, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { EquityLine } from './EquityLine.tsx'
import { FaucetButton } from './FaucetButton.tsx'
import { Profit } from './Profit.tsx'
import { valuePortfolio, valueTokens } from './portfolio.ts'
import { useBalances, usePositions } from './useAccount.ts'
import { portfolioWords } from './words.ts'

/** The account in figures, with what moves money in and out. */
export function PortfolioFigures() {
  const text = useText()
  const words = useWords(portfolioWords)
  const { config } = useServices()
  const { open } = useWalletDialog()
  const balances = useBalances()
  const positions = usePositions()
  const { bySymbol, query: markets } = useMarkets()
  const value = useMemo(() => {
    if (!balances.data || !positions.data) return null
    const marked = positions.data.map((position) => {
      const market = bySymbol.get(position.symbol)
      return { position, unit: 10n ** BigInt(market?.unitExponent ?? 0), cap: market?.cap ?? 0 }
    })
    return valuePortfolio(balances.data, config.deployment.usdcAsset, marked)
  }, [balances.data, positions.data, bySymbol, config])
  const tokens = useMemo(
    () =>
      balances.data && markets.data ? valueTokens(balances.data, markets.data, config.deployment.usdcAsset) : null,
    [balances.data, markets.data, config],
  )
  const equity =
    value && value.positions !== null && tokens !== null
      ? value.available + value.inOrders + value.positions + tokens.value
      : null
  const money = (amount: bigint | null | undefined) => (amount == null ? UNKNOWN : formatMoney(amount))
  return (
    <>
      <section aria-label={words.summary} className="flex flex-wrap items-center gap-x-10 gap-y-3 bg-panel px-3 py-3">
        <dl className="flex flex-wrap gap-x-10 gap-y-3">
          <Figure name={words.equity} isMain>
            {money(equity)}
          </Figure>
          <Figure name={text.account.available}>{money(value?.available)}</Figure>
          <Figure name={text.account.inOrders}>{money(value?.inOrders)}</Figure>
          <Figure name={words.inPositions}>{money(value?.positions)}</Figure>
          <Figure name={words.inTokens}>{money(tokens?.value)}</Figure>
          <Figure name={text.position.unrealised}>
            <Profit amount={value?.unrealised?.toString() ?? null} />
          </Figure>
          <Figure name={text.position.realised}>
            <Profit amount={value?.realised.toString() ?? null} />
          </Figure>
        </dl>
        <div className="ml-auto flex flex-wrap gap-2 max-md:w-full max-md:[&>*]:flex-1">
          {value?.available === 0n && value.inOrders === 0n && <FaucetButton />}
          <Button look="primary" onClick={() => open('deposit')}>
            {text.account.deposit}
          </Button>
          <Button onClick={() => open('withdraw')}>{text.account.withdraw}</Button>
        </div>
      </section>
      <EquityLine unpriced={tokens?.unpriced ?? []} />
    </>
  )
}

function Figure({ name, children, isMain = false }: { name: string; children: ReactNode; isMain?: boolean }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd className={classes('figure leading-[26px]', isMain ? 'font-medium text-xl' : 'text-lg')}>
        {children} <span className="font-sans text-2xs text-muted">USDC</span>
      </dd>
    </div>
  )
}
