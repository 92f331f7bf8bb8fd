import { cleanText, formatInteger, formatLots, formatUtc, shortAddress } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import type { MeterReading } from './gateway.ts'
import type { Metered } from './metered.ts'
import type { useGateway } from './useGateway.ts'
import { gatewayWords } from './words.ts'

type GatewayWorkProps = { gateway: ReturnType<typeof useGateway>; reading: MeterReading; metered: Metered }

/** What the endpoint has metered, and what the reader can do about it once signed in. */
export function GatewayWork({ gateway, reading, metered }: GatewayWorkProps) {
  const words = useWords(gatewayWords)
  const locale = useLocale()
  const { proposed, isForeign, postable } = gateway
  const unit = cleanText(metered.unit, 32)
  const isRunning = reading.state !== 'idle' && reading.state !== 'closed'
  const isRefusing = reading.isRefusing === true
  // An agreed meter signs; should the endpoint propose a receipt all the same, it is not this endpoint's meter.
  const maySign = proposed !== null || (!metered.meter && !isRefusing)

  const sentence = () => {
    if (proposed) {
      const detail = words.signReceiptDetail['election' in metered.subject ? 'election' : 'redemption']
      return `${words.proposal(formatLots(proposed.deliveredLots), unit, formatUtc(proposed.time, locale))} ${detail}`
    }
    if (isForeign) return words.foreignReceipt
    if (isRefusing) return postable === null ? words.refusing : words.refusingPost
    return metered.meter ? words.meterSigns(shortAddress(metered.meter)) : words.noProposal
  }
  return (
    <>
      <Figures isPair>
        <Figure
          label={words.machineTime}
          value={formatInteger(reading.seconds)}
          unit="s"
          hint={words.machineTimeHint}
        />
        <Figure label={words.metered} value={formatLots(reading.deliveredLots)} unit={unit} hint={words.meteredHint} />
      </Figures>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          disabled={gateway.isBusy || reading.state === 'closed'}
          onClick={() => void gateway.work(isRunning ? 'stop' : 'start')}
        >
          {isRunning ? words.stopWork : words.startWork}
        </Button>
        {maySign && (
          <Button look="primary" disabled={gateway.isBusy || !proposed} onClick={() => void gateway.signReceipt()}>
            {words.signReceipt}
          </Button>
        )}
        <p className={isRefusing ? 'text-warn text-xs' : 'text-muted text-xs'}>{sentence()}</p>
      </div>
      {postable !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={gateway.isBusy} onClick={() => void gateway.postReceipt()}>
            {words.postYourself}
          </Button>
          <p className="text-muted text-xs">{words.postYourselfDetail(formatLots(postable), unit)}</p>
        </div>
      )}
    </>
  )
}
