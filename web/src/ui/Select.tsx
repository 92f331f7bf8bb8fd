type SelectProps<Id extends string> = {
  label: string
  options: readonly { id: Id; label: string }[]
  value: Id
  onChange: (id: Id) => void
}

/** A choice of many, as the browser draws it. */
export function Select<Id extends string>({ label, options, value, onChange }: SelectProps<Id>) {
  return (
    <label className="flex flex-col gap-1">
      <span className="label">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.target.value as Id)}
        className="h-9 rounded border border-line-strong bg-bg px-2 text-sm pointer-coarse:h-11"
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
