import type { Credit } from '@gigahour/indexer/api/credits'
import type { MonitorRules } from '@gigahour/indexer/api/monitor'
import { useState } from 'react'
import type { Address } from 'viem'
import { cleanText, formatBp, formatLots, formatMoney, formatPercent, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { AmountDialog } from './AmountDialog.tsx'
import { ListButton } from './ListButton.tsx'
import { providerWords } from './words.ts'

const BP = 10_000

type CreditCardProps = {
  credit: Credit
  /** By which the run monitor, which everybody sees, calls a bond too small; undefined until it is known. */
  coverageRule: MonitorRules['coverageBp'] | undefined
}

/** One credit of the provider: what it owes, what stands behind it, and what can be done about it. */
export function CreditCard({ credit, coverageRule }: CreditCardProps) {
  const words = useWords(providerWords)
  const locale = useLocale()
  const { usdc, usdcAsset } = useServices().config.deployment
  const { bySymbol } = useMarkets()
  const wallet = useWallet()
  const send = useSend()
  const [dialog, setDialog] = useState<'bond' | 'burn' | null>(null)
  const token = credit.token as Address
  const symbol = cleanText(credit.symbol, 32)
  const isOver = credit.state === 'done' || credit.state === 'default'
  const underBonded = isOver ? null : underBondedTone(credit, coverageRule)
  const released = BigInt(credit.released) - BigInt(credit.withdrawn)
  const shownReleased = formatMoney(released, undefined, { exact: true })
  const listedAs = credit.market ? bySymbol.get(credit.market) : undefined
  const withdraw = () =>
    wallet.status === 'ready' &&
    send({
      summary: words.withdrawReleasedSummary(shownReleased),
      build: async () => (await import('@gigahour/contracts/credit')).withdrawReleased(token, wallet.address),
    })
  return (
    <article aria-label={symbol} className="flex flex-col gap-3 px-4 py-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium">{symbol}</h3>
        <Badge tone={credit.state === 'default' ? 'danger' : 'plain'}>{words.creditState[credit.state]}</Badge>
        {underBonded && <Badge tone={underBonded}>{words.underBonded}</Badge>}
        <span className="text-muted text-xs">
          {formatUtc(credit.start, locale)} – {formatUtc(credit.end, locale)} · {cleanText(credit.unit, 32)}
        </span>
        {credit.market && <MarketLink symbol={credit.market} />}
      </header>
      {credit.default && (
        <p className="text-danger text-xs">{words.shares(formatPercent(credit.default.shareBp / BP))}</p>
      )}
      <Figures>
        <Figure
          label={words.coverage}
          value={formatBp(credit.coverageBp)}
          hint={
            coverageRule
              ? `${words.coverageHint} ${words.coverageRule(formatBp(coverageRule.watch), formatBp(coverageRule.warning))}`
              : words.coverageHint
          }
          tone={underBonded ?? undefined}
        />
        <Figure label={words.bond} value={formatMoney(credit.bond)} unit="USDC" hint={words.bondHint} />
        <Figure
          label={words.owed}
          value={formatMoney(credit.owed)}
          unit="USDC"
          hint={words.owedHint(
            formatMoney(credit.indexPrice, undefined, { exact: true }),
            credit.grade === null ? 'terms' : 'index',
          )}
        />
        <Figure
          label={words.circulating}
          value={formatLots(credit.circulating)}
          unit={words.units}
          hint={words.ofIssued(formatLots(credit.issued))}
        />
        <Figure label={words.queued} value={formatLots(credit.queued)} unit={words.units} hint={words.redeemHint} />
        <Figure
          label={words.delivered}
          value={formatLots(credit.delivered)}
          unit={words.units}
          hint={words.ofIssued(formatLots(credit.issued))}
        />
      </Figures>
      <div className="flex flex-wrap gap-2">
        <Button disabled={isOver || wallet.status !== 'ready'} onClick={() => setDialog('bond')}>
          {words.addBond}
        </Button>
        <Button disabled={isOver || wallet.status !== 'ready'} onClick={() => setDialog('burn')}>
          {words.burn}
        </Button>
        <Button disabled={released <= 0n || wallet.status !== 'ready'} onClick={() => void withdraw()}>
          {words.withdraw}
          {released > 0n && `, ${shownReleased} USDC`}
        </Button>
        {!credit.market && <ListButton token={token} symbol={symbol} />}
      </div>
      {dialog === 'bond' && (
        <AmountDialog
          title={`${words.addBond} · ${symbol}`}
          token={{ address: usdc, asset: usdcAsset, name: 'USDC', decimals: 6 }}
          spender={token}
          action={words.addBond}
          detail={words.addBondDetail}
          build={async (amount) => (await import('@gigahour/contracts/credit')).addBond(token, amount)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'burn' && (
        <AmountDialog
          title={`${words.burn} · ${symbol}`}
          token={{ address: token, asset: listedAs?.base?.asset ?? null, name: symbol, decimals: 3 }}
          spender={null}
          action={words.burn}
          detail={words.burnDetail}
          build={async (amount) => (await import('@gigahour/contracts/credit')).burnCredit(token, amount)}
          onClose={() => setDialog(null)}
        />
      )}
    </article>
  )
}

/** How far a bond is below what the run monitor wants to see; null if it is not. */
function underBondedTone({ monitor }: Credit, rule: MonitorRules['coverageBp'] | undefined): 'warn' | 'danger' | null {
  if (!monitor.signs.includes('coverage')) return null
  return rule && monitor.coverageBp !== null && monitor.coverageBp < rule.warning ? 'danger' : 'warn'
}
