import { useText } from '../i18n/text.tsx'

/** Says that a trade was agreed on beside the book. */
export function BlockMark() {
  const { book } = useText()
  return (
    <span className="pl-1.5 font-sans text-2xs text-muted" title={book.blockDetail}>
      {book.block}
    </span>
  )
}
