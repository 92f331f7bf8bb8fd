import type { ButtonHTMLAttributes, Ref } from 'react'
import { classes } from './classes.ts'

const LOOKS = {
  primary: 'bg-accent text-on-accent font-semibold hover:brightness-110',
  bid: 'bg-bid text-on-side font-semibold hover:brightness-110',
  ask: 'bg-ask text-on-side font-semibold hover:brightness-110',
  outline: 'border border-line-strong text-fg hover:bg-raised',
  quiet: 'text-muted hover:text-fg hover:bg-raised',
  danger: 'border border-danger text-danger hover:bg-raised',
}

const SIZES = {
  small: 'h-6 px-2 text-xs pointer-coarse:h-8',
  medium: 'h-8 px-3 text-sm pointer-coarse:h-11',
  large: 'h-10 px-4 text-base pointer-coarse:h-12',
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: keyof typeof LOOKS
  size?: keyof typeof SIZES
  ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'outline', size = 'medium', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes(
        'inline-flex shrink-0 items-center font-sans tracking-normal justify-center gap-1.5 rounded whitespace-nowrap select-none',
        'disabled:border-line disabled:bg-raised disabled:text-muted disabled:brightness-100',
        LOOKS[look],
        SIZES[size],
        className,
      )}
    />
  )
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string }

/** A button that shows an icon only; its label is read and shown as its title. */
export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button
      title={label}
      {...rest}
      type="button"
      aria-label={label}
      className={classes(
        'inline-flex size-7 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-fg',
        'disabled:opacity-40 pointer-coarse:size-11',
        className,
      )}
    />
  )
}
