import { cleanText, formatInteger, formatLots, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { isSafeEndpoint } from './gateway.ts'
import type { Metered } from './metered.ts'
import { useGateway } from './useGateway.ts'
import { gatewayWords } from './words.ts'

type GatewayPanelProps = {
  /** Of what is metered, for the reader. */
  name: string
  metered: Metered
  now: number
}

/** The reader's work at a provider's endpoint: sign in, start and stop, watch the meter, sign receipts. */
export function GatewayPanel({ name, metered, now }: GatewayPanelProps) {
  const words = useWords(gatewayWords)
  const locale = useLocale()
  const gateway = useGateway(name, metered)
  const { reading, proposed, postable } = gateway
  const unit = cleanText(metered.unit, 32)
  const isRunning = reading !== null && reading.state !== 'idle' && reading.state !== 'closed'
  return (
    <section aria-label={`${words.gateway}: ${name}`} className="flex flex-col gap-2 rounded border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-medium text-xs">{words.gateway}</h4>
        <span className="text-2xs text-muted">{words.gatewayHint}</span>
        {gateway.isSignedIn && (
          <Button size="small" look="quiet" className="ml-auto" onClick={gateway.signOut}>
            {words.signOut}
          </Button>
        )}
      </div>
      {!isSafeEndpoint(metered.endpoint) ? (
        <p className="text-warn text-xs">{words.unsafeEndpoint(cleanText(metered.endpoint, 256))}</p>
      ) : now < metered.start ? (
        <p className="text-muted text-xs">{words.notOpenYet(formatUtc(metered.start, locale))}</p>
      ) : !gateway.isSignedIn ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={!gateway.canSign || gateway.isBusy} onClick={() => void gateway.signIn()}>
            {gateway.isBusy ? words.working : words.signIn}
          </Button>
          <p className="text-muted text-xs">{words.signInDetail}</p>
        </div>
      ) : (
        reading && (
          <>
            <Figures isPair>
              <Figure
                label={words.workState[reading.state]}
                value={formatInteger(reading.seconds)}
                unit="s"
                hint={words.secondsHint}
                tone={reading.state === 'late' || reading.state === 'outage' ? 'warn' : undefined}
              />
              <Figure
                label={words.metered}
                value={formatLots(reading.deliveredLots)}
                unit={unit}
                hint={words.meteredHint}
              />
            </Figures>
            <div className="flex flex-wrap items-center gap-2">
              <Button
                disabled={gateway.isBusy || reading.state === 'closed'}
                onClick={() => void gateway.work(isRunning ? 'stop' : 'start')}
              >
                {isRunning ? words.stopWork : words.startWork}
              </Button>
              <Button look="primary" disabled={gateway.isBusy || !proposed} onClick={() => void gateway.signReceipt()}>
                {words.signReceipt}
              </Button>
              <p className="text-muted text-xs">
                {proposed
                  ? `${words.proposal(formatLots(proposed.deliveredLots), unit, formatUtc(proposed.time, locale))} ${words.signReceiptDetail['election' in metered.subject ? 'election' : 'redemption']}`
                  : gateway.isForeign
                    ? words.foreignReceipt
                    : words.noProposal}
              </p>
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
      )}
      {gateway.fault && (
        <p role="alert" className="text-warn text-xs">
          {cleanText(gateway.fault, 300)}
        </p>
      )}
      {gateway.notice && (
        <p role="status" className="text-xs">
          {gateway.notice}
        </p>
      )}
    </section>
  )
}
