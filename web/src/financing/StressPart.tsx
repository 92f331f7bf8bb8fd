import type { Note } from '@gigahour/indexer/api/notes'
import type { Address } from 'viem'
import { formatMoney, formatUtc } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { useNow } from '../ui/useNow.ts'
import { type Covenant, covenantOf } from './covenant.ts'
import { SendButton } from './SendButton.tsx'
import { financingWords } from './words.ts'

const calls = () => import('@gigahour/contracts/note')

/** Both causes of stress with what stands for or against declaring them. Nothing once stress is declared, or all is paid. */
export function StressPart({ note }: { note: Note }) {
  const words = useWords(financingWords)
  const now = useNow()
  if (note.conversion || note.state === 'paid') return null
  const at = note.token as Address
  const missed = note.schedule.find(({ state }) => state === 'missed')
  const covenant = covenantOf(note, now)
  return (
    <section aria-label={words.stress} className="flex flex-col gap-2 border-line border-b p-3 text-xs">
      <h3 className="font-medium text-sm">{words.stress}</h3>
      <p className="text-muted">{words.stressRule}</p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {missed && (
          <SendButton
            label={words.declareMissed(missed.month)}
            rule={words.declareMissedRule}
            summary={`${words.declareMissed(missed.month)}: ${note.symbol}`}
            build={async () => (await calls()).declareCouponMissed(at, BigInt(missed.month))}
          />
        )}
        <p className="min-w-0 flex-1 basis-64">{missed ? words.declareMissedRule : words.noneMissed}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SendButton
          label={words.declareCovenant}
          rule={words.covenantRule}
          summary={`${words.declareCovenant}: ${note.symbol}`}
          disabled={covenant.kind !== 'broken'}
          build={async () =>
            (await calls()).declareCovenantBroken(at, BigInt('month' in covenant ? covenant.month : 0))
          }
        />
        <CovenantSentence covenant={covenant} />
      </div>
    </section>
  )
}

/** Why the covenant can be declared broken, or why not yet. */
function CovenantSentence({ covenant }: { covenant: Covenant }) {
  const words = useWords(financingWords)
  const locale = useLocale()
  const className = 'min-w-0 flex-1 basis-64'
  if (covenant.kind === 'early') {
    const { from } = covenant
    return (
      <p className={className}>{from === null ? words.covenantNever : words.covenantEarly(formatUtc(from, locale))}</p>
    )
  }
  const { month, had, needed } = covenant
  const sums = words.covenantSums(month - 2, month, formatMoney(had), formatMoney(needed))
  return (
    <p className={covenant.kind === 'broken' ? `${className} text-danger` : className}>
      {sums}{' '}
      {covenant.kind === 'broken'
        ? words.covenantBroken(formatUtc(covenant.until, locale))
        : covenant.next === null
          ? covenant.had < covenant.needed
            ? words.covenantTooLate
            : words.covenantKept
          : words.covenantKeptUntil(formatUtc(covenant.next, locale))}
    </p>
  )
}
