import type { Credit } from '@gigahour/indexer/api/credits'
import type { Note } from '@gigahour/indexer/api/notes'
import { useState } from 'react'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/states.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { NoteCard } from './NoteCard.tsx'
import { NoteDialog } from './NoteDialog.tsx'
import { providerWords } from './words.ts'

type NotesPartProps = { notes: readonly Note[]; credits: readonly Credit[] }

/** The provider's notes: what they still pay, and the revenue that is deposited for them. */
export function NotesPart({ notes, credits }: NotesPartProps) {
  const words = useWords(providerWords)
  const factory = useServices().config.deployment.noteFactory
  const isReady = useWallet().status === 'ready'
  const [isOpen, setOpen] = useState(false)
  const button = factory && (
    <Button look="primary" disabled={!isReady} onClick={() => setOpen(true)}>
      {words.issueNote}
    </Button>
  )
  return (
    <>
      {notes.length === 0 ? (
        <Empty title={words.noNotes} detail={words.noNotesDetail} action={button} />
      ) : (
        <>
          <div className="px-4 py-3">{button}</div>
          <ul className="divide-y divide-line border-line border-t">
            {notes.map((note) => (
              <li key={note.token}>
                <NoteCard note={note} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isOpen && factory && <NoteDialog factory={factory} credits={credits} onClose={() => setOpen(false)} />}
    </>
  )
}
