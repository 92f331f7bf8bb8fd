import { Check } from 'lucide-react'
import { classes } from '../ui/classes.ts'

export type StepState = 'waiting' | 'active' | 'done'

type StepsProps = { steps: readonly { name: string; detail: string; state: StepState }[] }

/** What a flow of several signatures will ask for, and where it stands. */
export function Steps({ steps }: StepsProps) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map(({ name, detail, state }, index) => (
        <li key={name} aria-current={state === 'active' ? 'step' : undefined} className="flex gap-3">
          <span
            aria-hidden="true"
            className={classes(
              'figure flex size-5 shrink-0 items-center justify-center rounded-sm border text-2xs',
              state === 'active'
                ? 'border-accent text-accent'
                : state === 'done'
                  ? 'border-line-strong text-fg'
                  : 'border-line text-muted',
            )}
          >
            {state === 'done' ? <Check size={12} /> : index + 1}
          </span>
          <span>
            <span className={classes('block text-sm', state === 'waiting' && 'text-muted')}>{name}</span>
            <span className="block text-muted text-xs">{detail}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
