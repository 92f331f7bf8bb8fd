import type { Credit } from '@gigahour/indexer/api/credits'
import type { Note } from '@gigahour/indexer/api/notes'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Address } from 'viem'
import { SendButton } from '../financing/SendButton.tsx'
import { cleanText } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { Missing, unfit } from './Missing.tsx'
import { providerKey } from './queries.ts'
import { providerWords } from './words.ts'

/** Most notes that the factory puts beside one credit. */
const MOST_NOTES = 1_000

type BundleDialogProps = { factory: Address; credits: readonly Credit[]; notes: readonly Note[]; onClose: () => void }

/** Makes a token that holds one credit and some notes of the provider. */
export function BundleDialog({ factory, credits, notes, onClose }: BundleDialogProps) {
  const words = useWords(providerWords)
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState({ credit: credits[0]?.token ?? '', note: notes[0]?.token ?? '', count: '1' })
  const set = (name: keyof typeof draft) => (value: string) => setDraft((old) => ({ ...old, [name]: value }))
  const count = /^\d{1,4}$/.test(draft.count) ? Number(draft.count) : 0
  const isFit = count >= 1 && count <= MOST_NOTES
  const choices = (tokens: readonly { token: string; symbol: string }[]) =>
    tokens.map(({ token, symbol }) => ({ id: token, label: cleanText(symbol, 32) }))
  return (
    <Dialog
      title={words.makeBundle}
      onClose={onClose}
      actions={
        <>
          <SendButton
            label={words.makeBundle}
            rule={words.makeBundleRule}
            summary={words.makeBundle}
            disabled={!isFit}
            build={async () =>
              (await import('@gigahour/contracts/note')).createBundle(
                factory,
                draft.credit as Address,
                draft.note as Address,
                BigInt(count),
              )
            }
            onDone={() => {
              void queryClient.invalidateQueries({ queryKey: providerKey })
              onClose()
            }}
          />
          <Missing fields={unfit({ [words.notesPerCredit]: isFit })} />
        </>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <Select label={words.bundledCredit} options={choices(credits)} value={draft.credit} onChange={set('credit')} />
        <Select label={words.bundledNote} options={choices(notes)} value={draft.note} onChange={set('note')} />
        <Field
          label={words.notesPerCredit}
          inputMode="numeric"
          value={draft.count}
          onChange={set('count')}
          error={isFit ? null : words.notesPerCreditRule(MOST_NOTES)}
        />
        <p className="text-muted text-xs">{words.makeBundleRule}</p>
      </div>
    </Dialog>
  )
}
