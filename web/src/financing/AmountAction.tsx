import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { parseDecimal } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { classes } from '../ui/classes.ts'
import { Field } from '../ui/Field.tsx'
import { financingWords } from './words.ts'

type AmountActionProps = {
  title: string
  /** What it does, and by which rule. */
  rule: string
  unit: string
  /** The steps for so many lots; 0 while the field holds no number. */
  children: (lots: bigint, clear: () => void) => ReactNode
}

const DECIMALS = 3

/** Something that a holder does with so many tokens; folded until it is wanted. */
export function AmountAction({ title, rule, unit, children }: AmountActionProps) {
  const words = useWords(financingWords)
  const [isOpen, setOpen] = useState(false)
  const [size, setSize] = useState('')
  const parsed = parseDecimal(size, DECIMALS)
  return (
    <details className="border-line border-b" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-9 cursor-pointer items-center gap-3 px-3 text-sm hover:bg-raised pointer-coarse:min-h-11">
        <ChevronRight size={14} aria-hidden className={classes('shrink-0 text-muted', isOpen && 'rotate-90')} />
        <span className="shrink-0 font-medium">{title}</span>
        {!isOpen && (
          <span className="truncate text-muted text-xs" title={rule}>
            {rule}
          </span>
        )}
      </summary>
      {isOpen && (
        <div className="flex max-w-md flex-col gap-3 p-3">
          <p className="text-muted text-xs">{rule}</p>
          <Field
            label={words.size}
            unit={unit}
            value={size}
            onChange={setSize}
            placeholder="0.000"
            error={size !== '' && !parsed.ok ? words.sizeMalformed : null}
          />
          {children(parsed.ok ? parsed.value : 0n, () => setSize(''))}
        </div>
      )}
    </details>
  )
}
