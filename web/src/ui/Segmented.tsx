import { classes } from './classes.ts'

type SegmentedProps<Id extends string> = {
  name: string
  legend: string
  options: readonly { id: Id; label: string; title?: string; disabled?: boolean; selectedClass?: string }[]
  value: Id
  onChange: (id: Id) => void
  size?: 'small' | 'medium'
  className?: string
}

/** A choice of a few, all in sight: radio buttons in the form of one strip. */
export function Segmented<Id extends string>(props: SegmentedProps<Id>) {
  const { name, legend, options, value, onChange, size = 'medium', className } = props
  return (
    <fieldset className={classes('flex min-w-0 gap-px rounded border border-line bg-line', className)}>
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.id}
          title={option.title}
          className={classes(
            'relative flex flex-1 items-center justify-center px-2 text-center first-of-type:rounded-l-sm last-of-type:rounded-r-sm',
            'has-focus-visible:z-1 has-focus-visible:outline-2 has-focus-visible:outline-accent',
            size === 'small' ? 'h-6 text-2xs pointer-coarse:h-9' : 'h-8 text-sm pointer-coarse:h-11',
            option.disabled
              ? 'cursor-not-allowed bg-panel text-muted line-through'
              : option.id === value
                ? (option.selectedClass ?? 'bg-raised font-medium text-fg')
                : 'cursor-pointer bg-panel text-muted hover:text-fg',
          )}
        >
          <input
            type="radio"
            name={name}
            className="pointer-events-none absolute inset-0 appearance-none opacity-0"
            checked={option.id === value}
            disabled={option.disabled}
            onChange={() => onChange(option.id)}
          />
          <span className="truncate">{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
