import { Copy } from 'lucide-react'
import { useId } from 'react'
import { useWords } from '../i18n/text.tsx'
import { IconButton } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.tsx'
import { blockWords } from './words.ts'

/** Where a quote is opened. */
export const addressOf = (link: string): string => `${window.location.origin}/block/${link}`

/** The link of a quote, to be copied. */
export function LinkField({ link }: { link: string }) {
  const words = useWords(blockWords)
  const id = useId()
  const copy = () =>
    void navigator.clipboard
      .writeText(addressOf(link))
      .then(() => showToast({ id: 'copy', tone: 'info', title: words.copied }))
  return (
    <div>
      <label htmlFor={id} className="label">
        {words.link}
      </label>
      <div className="mt-1 flex h-9 items-center rounded border border-accent bg-bg pointer-coarse:h-11">
        <input
          id={id}
          readOnly
          value={addressOf(link)}
          onFocus={(event) => event.target.select()}
          className="figure h-full w-full min-w-0 bg-transparent px-2.5 text-xs outline-none"
        />
        <IconButton label={words.copy} onClick={copy}>
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
