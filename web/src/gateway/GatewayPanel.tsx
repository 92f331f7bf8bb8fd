import { cleanText, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { GatewayWork } from './GatewayWork.tsx'
import { isSafeEndpoint, type MeterReading } from './gateway.ts'
import type { Metered } from './metered.ts'
import { useGateway } from './useGateway.ts'
import { gatewayWords } from './words.ts'

const TONES: Record<MeterReading['state'], Tone> = {
  idle: 'plain',
  working: 'good',
  late: 'warn',
  outage: 'warn',
  closed: 'plain',
}

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
  const { reading } = gateway
  return (
    <section aria-label={`${words.gateway}: ${name}`} className="flex flex-col gap-2 rounded border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h4 className="font-medium text-xs">{words.gateway}</h4>
        {gateway.isSignedIn && reading && <Badge tone={TONES[reading.state]}>{words.workState[reading.state]}</Badge>}
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
        reading && <GatewayWork {...{ gateway, reading, metered }} />
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
