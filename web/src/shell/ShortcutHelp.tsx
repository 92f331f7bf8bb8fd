import { useWords } from '../i18n/text.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { shellWords } from './words.ts'

const KEYS = [
  ['/', 'palette'],
  ['b', 'buy'],
  ['s', 'sell'],
  ['[  ]', 'size'],
  ['Enter', 'preview'],
  ['c', 'cancel'],
  ['Shift C', 'cancelAll'],
  ['Esc', 'close'],
  ['?', 'help'],
] as const

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useWords(shellWords)
  return (
    <Dialog title={shortcuts.title} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2 p-4">
        {KEYS.map(([key, name]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="figure rounded border border-line-strong px-1.5 py-0.5 text-xs">{key}</kbd>
            </dt>
            <dd>{shortcuts[name]}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
