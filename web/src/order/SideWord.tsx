import { useText } from '../i18n/text.tsx'
import { classes } from '../ui/classes.ts'

/** Buy or sell, in words and by colour. */
export function SideWord({ side, note }: { side: 'buy' | 'sell'; note?: string | undefined }) {
  const text = useText()
  return (
    <span className={classes('font-sans', side === 'buy' ? 'text-bid' : 'text-ask')}>
      {text.side[side]}
      {note && <span className="pl-1.5 text-2xs text-muted">{note}</span>}
    </span>
  )
}
