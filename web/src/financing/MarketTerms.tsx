import { cleanText } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { TermsSheet } from './TermsSheet.tsx'
import { type Instrument, issuedOf, useInstrument } from './useInstrument.ts'
import { financingWords } from './words.ts'

/** What a spot market trades: its name, where a holder can do more with it, and its terms sheet. */
export function MarketTerms({ token }: { token: string }) {
  const words = useWords(financingWords)
  const { instrument, isPending, error, refetch } = useInstrument(token)
  if (isPending) return <Skeleton rows={6} rowHeight={28} />
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!instrument) return <Empty title={words.unknown} />
  return (
    <div className="absolute inset-0 overflow-y-auto">
      <Heading instrument={instrument} />
      <TermsSheet instrument={instrument} />
    </div>
  )
}

function Heading({ instrument }: { instrument: Instrument }) {
  const words = useWords(financingWords)
  const { kind } = instrument
  const { token, name, symbol } = issuedOf(instrument)
  return (
    <div className="border-line border-b px-3 py-2 text-xs">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span>
          {words.kind[kind]} · {cleanText(name)} <span className="figure">({cleanText(symbol)})</span>
        </span>
        <Link to="/financing/$address" params={{ address: token }} className="ml-auto underline">
          {words.actions}
        </Link>
      </p>
      <p className="pt-1 text-2xs text-muted">{words.kindDetail[kind]}</p>
    </div>
  )
}
