import type { Note } from '@gigahour/indexer/api/notes'
import { useState } from 'react'
import type { Address } from 'viem'
import { SendButton } from '../financing/SendButton.tsx'
import { cleanText, formatLots, parseDecimal, SERIES_SCALE } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Missing, unfit } from './Missing.tsx'
import { providerWords } from './words.ts'

/** Takes notes out of the primary sale, to sell them on the book or to wrap them. */
export function TakeUnsold({ note, onClose }: { note: Note; onClose: () => void }) {
  const words = useWords(providerWords)
  const [typed, setTyped] = useState('')
  const parsed = parseDecimal(typed, SERIES_SCALE.sizeDecimals)
  const lots = parsed.ok ? parsed.value : 0n
  const isTooMuch = lots > BigInt(note.unsold)
  const missing = unfit({ [words.amount]: lots > 0n && !isTooMuch })
  const symbol = cleanText(note.symbol, 32)
  return (
    <Dialog
      title={`${words.takeUnsold} · ${symbol}`}
      onClose={onClose}
      actions={
        <>
          <SendButton
            label={words.takeUnsold}
            rule={words.takeUnsoldRule}
            summary={`${words.takeUnsold}: ${formatLots(lots)} ${symbol}`}
            disabled={missing.length > 0}
            build={async () => (await import('@gigahour/contracts/note')).takeUnsold(note.token as Address, lots)}
            onDone={onClose}
          />
          <Missing fields={missing} />
        </>
      }
    >
      <div className="flex flex-col gap-4 p-4">
        <Field
          label={words.amount}
          unit={symbol}
          placeholder="0.000"
          value={typed}
          onChange={setTyped}
          error={
            typed !== '' && lots === 0n
              ? words.numberRule(SERIES_SCALE.sizeDecimals)
              : isTooMuch
                ? words.unsoldMost(formatLots(note.unsold))
                : null
          }
        />
        <p className="text-muted text-xs">{words.takeUnsoldRule}</p>
      </div>
    </Dialog>
  )
}
