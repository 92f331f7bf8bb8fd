import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { classes } from './classes.ts'

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'prefix' | 'onChange'> & {
  label: string
  unit?: string
  /** A small control or figure at the right of the label. */
  aside?: ReactNode
  error?: string | null | undefined
  value: string
  onChange: (value: string) => void
  inputRef?: Ref<HTMLInputElement>
}

/** A labelled input for a figure, with its unit inside and its fault in words below. */
export function Field({ label, unit, aside, error, value, onChange, inputRef, className, ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <div className="flex items-end justify-between gap-2 pb-1">
        <label htmlFor={id} className="label">
          {label}
        </label>
        {aside}
      </div>
      <div
        className={classes(
          'flex h-9 items-center rounded border bg-bg pointer-coarse:h-11',
          'focus-within:outline-2 focus-within:outline-accent focus-within:-outline-offset-1',
          error ? 'border-danger' : 'border-line-strong',
        )}
      >
        <input
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          ref={inputRef}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="figure h-full w-full min-w-0 bg-transparent px-2.5 text-right text-sm outline-none placeholder:text-muted"
        />
        {unit && <span className="shrink-0 pr-2.5 text-muted text-xs">{unit}</span>}
      </div>
      {error && (
        <p id={`${id}-error`} className="pt-1 text-danger text-xs">
          {error}
        </p>
      )}
    </div>
  )
}
