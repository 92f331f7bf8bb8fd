import { cleanText } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useParams } from '../router/location.ts'
import { Panel } from '../ui/Panel.tsx'
import { Empty, LoadError, Skeleton } from '../ui/states.tsx'
import { BundleActions } from './BundleActions.tsx'
import { CreditActions } from './CreditActions.tsx'
import { CreditSides } from './CreditSides.tsx'
import { NoteActions } from './NoteActions.tsx'
import { NoteSides } from './NoteSides.tsx'
import { OwnRedemptions } from './OwnRedemptions.tsx'
import { RunMonitor } from './RunMonitor.tsx'
import { TermsSheet } from './TermsSheet.tsx'
import { issuedOf, useInstrument } from './useInstrument.ts'
import { financingWords } from './words.ts'

/** One credit, note or bundle: its terms, how it stands, and what a holder can do with it. */
export function InstrumentPage() {
  const words = useWords(financingWords)
  const { address } = useParams('/financing/$address')
  const { instrument, isPending, error, refetch } = useInstrument(address)
  if (isPending) return <Skeleton rows={16} rowHeight={28} />
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!instrument) {
    return (
      <Empty
        className="flex-1"
        title={words.unknown}
        action={
          <Link to="/financing" className="underline">
            {words.back}
          </Link>
        }
      />
    )
  }
  const listed = issuedOf(instrument)
  return (
    <div className="flex flex-1 flex-col gap-px bg-line xl:min-h-0 xl:overflow-y-auto">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-panel px-3 py-2">
        <h1 className="figure font-semibold text-lg">{cleanText(listed.symbol)}</h1>
        <span className="text-muted text-sm">
          {words.kind[instrument.kind]} · {cleanText(listed.name)}
        </span>
        <span className="ml-auto flex gap-4 text-sm">
          {listed.market && (
            <Link to="/trade/$symbol" params={{ symbol: listed.market }} className="underline">
              {words.trade}
            </Link>
          )}
          <Link to="/financing" className="underline">
            {words.back}
          </Link>
        </span>
        <p className="basis-full text-muted text-xs">{words.kindDetail[instrument.kind]}</p>
      </header>
      <div className="grid shrink-0 grid-cols-1 gap-px lg:grid-cols-2">
        <Panel title={words.terms}>
          <TermsSheet instrument={instrument} />
        </Panel>
        <div className="flex min-w-0 flex-col gap-px">
          <Panel title={words.actions}>
            {instrument.kind === 'credit' && <CreditActions credit={instrument.credit} />}
            {instrument.kind === 'note' && <NoteActions note={instrument.note} />}
            {instrument.kind === 'bundle' && <BundleActions {...instrument} />}
          </Panel>
          {instrument.kind === 'credit' && <OwnRedemptions credit={instrument.credit} />}
          {instrument.kind === 'credit' && <CreditSides credit={instrument.credit} />}
          {instrument.kind === 'note' && <NoteSides note={instrument.note} />}
          {instrument.kind === 'bundle' && <div className="flex-1 bg-panel" />}
        </div>
      </div>
      {instrument.kind === 'credit' && <RunMonitor token={instrument.credit.token} />}
      <div className="flex-1 bg-panel" />
    </div>
  )
}
