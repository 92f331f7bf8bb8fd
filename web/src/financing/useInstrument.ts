import type { Credit } from '@gigahour/indexer/api/credits'
import type { Bundle } from '@gigahour/indexer/api/financing'
import type { Note } from '@gigahour/indexer/api/notes'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../services.ts'
import { useInstrumentFeeds } from './feeds.ts'
import { bundlesQuery, creditsQuery, notesQuery } from './queries.ts'

export type Instrument =
  | { kind: 'credit'; credit: Credit }
  | { kind: 'note'; note: Note }
  | { kind: 'bundle'; bundle: Bundle; credit: Credit | undefined; note: Note | undefined }

/** The instrument itself, whatever its kind. */
export const issuedOf = (instrument: Instrument): Credit | Note | Bundle =>
  instrument.kind === 'credit' ? instrument.credit : instrument.kind === 'note' ? instrument.note : instrument.bundle

/** What stands behind a token: a credit, a note, or a bundle with its parts. */
export function useInstrument(address: string): {
  instrument: Instrument | null
  isPending: boolean
  error: Error | null
  refetch: () => void
} {
  const services = useServices()
  useInstrumentFeeds()
  const credits = useQuery(creditsQuery(services))
  const notes = useQuery(notesQuery(services))
  const bundles = useQuery(bundlesQuery(services))
  const token = address.toLowerCase()
  const creditOf = (wanted: string) => credits.data?.find((each) => each.token === wanted)
  const noteOf = (wanted: string) => notes.data?.find((each) => each.token === wanted)
  const bundle = bundles.data?.find((each) => each.token === token)
  const [credit, note] = [creditOf(token), noteOf(token)]
  const instrument: Instrument | null = credit
    ? { kind: 'credit', credit }
    : note
      ? { kind: 'note', note }
      : bundle
        ? { kind: 'bundle', bundle, credit: creditOf(bundle.credit), note: noteOf(bundle.note) }
        : null
  const all = [credits, notes, bundles]
  return {
    instrument,
    isPending: !instrument && all.some((query) => query.isPending),
    error: instrument ? null : (all.find((query) => query.isLoadingError)?.error ?? null),
    refetch: () => {
      for (const query of all) void query.refetch()
    },
  }
}
