import type { Market } from '@gigahour/indexer/api'
import type { ReactNode } from 'react'
import { formatLots, formatMoney, scaleOf, UNKNOWN } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { termsOfMarket } from '../series/marketTerms.ts'
import { unitsOf } from '../series/unitsOf.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { useWalletDialog } from '../wallet/walletDialog.tsx'
import { FaucetButton } from './FaucetButton.tsx'
import { available } from './holdings.ts'
import { Profit } from './Profit.tsx'
import { useBalances, useHoldings, usePositions } from './useAccount.ts'

/** What the account has to trade this market with, under the ticket. */
export function AccountSummary({ market }: { market: Market }) {
  const text = useText()
  const { config } = useServices()
  const wallet = useWallet()
  const { open } = useWalletDialog()
  const balances = useBalances()
  const holdings = useHoldings(market)
  const position = usePositions().data?.find(({ symbol }) => symbol === market.symbol)
  const scale = scaleOf(market)
  const units = unitsOf(market, text)
  if (wallet.status === 'none' || wallet.status === 'connecting') {
    return <p className="p-3 text-muted text-xs">{text.account.noWalletDetail}</p>
  }
  const usdc = balances.data?.find(({ asset }) => asset === config.deployment.usdcAsset)
  const isEmpty = balances.data !== undefined && available(balances.data, config.deployment.usdcAsset) === 0n
  const isNew = isEmpty && !position
  return (
    <div className="flex flex-col gap-2.5 px-3 py-2.5">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-xs leading-5">
        <Row name={text.account.available} unit={scale.quoteSymbol}>
          {formatMoney(holdings?.quote, scale)}
        </Row>
        <Row name={text.account.inOrders} unit={scale.quoteSymbol}>
          {balances.data ? formatMoney(usdc?.escrowed ?? '0', scale) : UNKNOWN}
        </Row>
        {market.kind === 'spot' && (
          <Row name={units.size} unit={units.short}>
            {formatLots(holdings && holdings.long / termsOfMarket(market).lotSize, scale)}
          </Row>
        )}
        {/* An empty account needs the room for what fills it. */}
        {market.kind === 'series' && !isNew && (
          <>
            <Row name={`LONG ${market.symbol}`} unit={units.size}>
              {formatLots(holdings?.long, scale)}
            </Row>
            <Row name={`SHORT ${market.symbol}`} unit={units.size}>
              {formatLots(holdings?.short, scale)}
            </Row>
            <Row name={text.position.unrealised} unit={scale.quoteSymbol}>
              {position ? <Profit amount={position.unrealised} /> : UNKNOWN}
            </Row>
          </>
        )}
      </dl>
      <div className="grid grid-cols-2 gap-2">
        <Button size="small" className="!h-8" onClick={() => open('deposit')}>
          {text.account.deposit}
        </Button>
        <Button size="small" className="!h-8" onClick={() => open('withdraw')}>
          {text.account.withdraw}
        </Button>
      </div>
      {isEmpty && <FaucetButton />}
    </div>
  )
}

function Row({ name, unit, children }: { name: string; unit: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="figure text-right">
        {children} {children !== UNKNOWN && unit}
      </dd>
    </>
  )
}
