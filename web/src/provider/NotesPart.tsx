import type { Provider } from '@gigahour/indexer/api/provider'
import { useState } from 'react'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/states.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { BundleCard } from './BundleCard.tsx'
import { BundleDialog } from './BundleDialog.tsx'
import { NoteCard } from './NoteCard.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { providerWords } from './words.ts'

type NotesPartProps = Pick<Provider, 'notes' | 'credits' | 'bundles'>

/** The provider's notes: what they still pay, the revenue that is deposited for them, and bundles of them with its credits. */
export function NotesPart({ notes, credits, bundles }: NotesPartProps) {
  const words = useWords(providerWords)
  const { noteFactory, bundleFactory } = useServices().config.deployment
  const isReady = useWallet().status === 'ready'
  const [dialog, setDialog] = useState<'note' | 'bundle' | null>(null)
  const close = () => setDialog(null)
  const button = noteFactory && (
    <Button look="primary" disabled={!isReady} onClick={() => setDialog('note')}>
      {words.issueNote}
    </Button>
  )
  return (
    <>
      {notes.length === 0 ? (
        <Empty title={words.noNotes} detail={words.noNotesDetail} action={button} />
      ) : (
        <>
          <div className="flex flex-wrap gap-2 px-4 py-3">
            {button}
            {bundleFactory && credits.length > 0 && (
              <Button disabled={!isReady} onClick={() => setDialog('bundle')}>
                {words.makeBundle}
              </Button>
            )}
          </div>
          <ul className="divide-y divide-line border-line border-t">
            {notes.map((note) => (
              <li key={note.token}>
                <NoteCard note={note} />
              </li>
            ))}
            {bundles.map((bundle) => (
              <li key={bundle.token}>
                <BundleCard bundle={bundle} />
              </li>
            ))}
          </ul>
        </>
      )}
      {dialog === 'note' && noteFactory && <NoteDialog factory={noteFactory} credits={credits} onClose={close} />}
      {dialog === 'bundle' && bundleFactory && (
        <BundleDialog factory={bundleFactory} {...{ credits, notes }} onClose={close} />
      )}
    </>
  )
}
