import { toLots } from '@gigahour/contracts/units'
import type { Offer } from '@gigahour/indexer/api/delivery'
import { useState } from 'react'
import type { Address } from 'viem'
import { cleanText, formatLots, formatUtc, parseDecimal, SERIES_SCALE, shortAddress, toInput } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Fact, Facts } from '../ui/Facts.tsx'
import { Field } from '../ui/Field.tsx'
import { NeedsWallet } from '../wallet/NeedsWallet.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { deliveryWords } from './words.ts'

const LOTS_PER_HOUR = 1_000n

type ElectDialogProps = { desk: Address; offer: Offer; onClose: () => void }

/** Chooses hours of an offer and locks LONG for them. */
export function ElectDialog({ desk, offer, onClose }: ElectDialogProps) {
  const text = useText()
  const words = useWords(deliveryWords)
  const locale = useLocale()
  const wallet = useWallet()
  const market = useMarkets().bySymbol.get(offer.symbol)
  const open = BigInt(offer.open)
  const least = BigInt(offer.minimum) < open ? BigInt(offer.minimum) : open
  const [hours, setHours] = useState(toInput(least, SERIES_SCALE.sizeDecimals))
  const parsed = parseDecimal(hours, SERIES_SCALE.sizeDecimals)
  const lots = parsed.ok ? parsed.value : 0n
  const error = !parsed.ok
    ? parsed.reason === 'empty'
      ? null
      : text.problem.amountMalformed
    : lots % LOTS_PER_HOUR !== 0n
      ? words.hoursWhole
      : lots > open
        ? words.hoursMost(formatLots(open))
        : lots < least
          ? words.hoursLeast(formatLots(least))
          : null
  const isFit = lots > 0n && error === null
  const named = lots > 0n ? words.electStep(formatLots(lots)) : words.elect
  const { start, end, postingEnd } = offer.schedule
  if (wallet.status !== 'ready' || market?.kind !== 'series') {
    return (
      <Dialog title={words.electTitle(offer.symbol, shortAddress(offer.provider))} onClose={onClose}>
        <NeedsWallet title={words.noWallet} detail={words.noWalletDetail} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={words.electTitle(offer.symbol, shortAddress(offer.provider))}
      onClose={onClose}
      actions={
        <>
          <p className="text-warn text-xs">{words.bindingNow}</p>
          <FundedAction
            token={{
              address: market.long.token as Address,
              asset: market.long.asset,
              name: `${offer.symbol} LONG`,
              decimals: 3,
            }}
            spender={desk}
            amount={isFit ? lots : 0n}
            action={named}
            detail={words.electStepDetail}
            summary={`${named} · ${offer.symbol}`}
            build={async () =>
              (await import('@gigahour/contracts/delivery')).elect(desk, BigInt(offer.offer), toLots(lots))
            }
            onDone={onClose}
          />
          {!isFit && <p className="text-muted text-xs">{words.hoursNeeded}</p>}
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        <Field
          label={words.hours}
          unit={text.unit.hours}
          value={hours}
          onChange={setHours}
          error={error}
          aside={<span className="label">{words.hoursRule(formatLots(least), formatLots(open))}</span>}
        />
        <Facts>
          <Fact name={words.site}>{cleanText(offer.site, 64)}</Fact>
          <Fact name={words.provider}>{offer.provider}</Fact>
          <Fact name={words.endpoint}>{cleanText(offer.endpoint, 256)}</Fact>
          <Fact name={words.meter} rule={words.meterHint}>
            {offer.meter ?? words.buyerOnly}
          </Fact>
          {offer.terms && <Fact name={words.terms}>{cleanText(offer.terms, 400)}</Fact>}
          <Fact name={words.timeline}>
            <span className="block whitespace-nowrap">{formatUtc(start, locale)} –</span>
            <span className="block whitespace-nowrap">{formatUtc(end, locale)}</span>
          </Fact>
          <Fact name={words.postingUntil}>{formatUtc(postingEnd, locale)}</Fact>
          <Fact name={words.damages} rule={words.damagesRule}>
            {words.damagesRates}
          </Fact>
        </Facts>
      </div>
    </Dialog>
  )
}
