import { Clock } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../i18n/text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TimeControl } from './TimeControl.tsx'
import { timeWords } from './words.ts'

/** Opens the control of time from the footer. */
export function TimeButton() {
  const words = useWords(timeWords)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="flex items-center gap-1 hover:text-fg pointer-coarse:min-h-11"
        onClick={() => setOpen(true)}
      >
        <Clock size={12} aria-hidden />
        {words.open}
      </button>
      {isOpen && (
        <Dialog title={words.title} onClose={() => setOpen(false)} form="sheet">
          <TimeControl />
        </Dialog>
      )}
    </>
  )
}
