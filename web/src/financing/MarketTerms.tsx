import { useWords } from '../i18n/text.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { TermsSheet } from './TermsSheet.tsx'
import { useInstrument } from './useInstrument.ts'
import { financingWords } from './words.ts'

/** The terms sheet of what a spot market trades. */
export function MarketTerms({ token }: { token: string }) {
  const words = useWords(financingWords)
  const { instrument, isPending, error, refetch } = useInstrument(token)
  if (isPending) return <Skeleton rows={6} rowHeight={28} />
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!instrument) return <Empty title={words.unknown} />
  return (
    <div className="absolute inset-0 overflow-y-auto">
      <TermsSheet instrument={instrument} />
    </div>
  )
}
