type MeterProps = {
  label: string
  /** Both in the same unit. */
  value: bigint
  maximum: bigint
  /** Where it should stand by now. */
  due?: bigint | undefined
}

/** How much of something is done, as a bar; a stroke marks where it should be. */
export function Meter({ label, value, maximum, due }: MeterProps) {
  return (
    <svg role="img" aria-label={label} viewBox="0 0 100 4" preserveAspectRatio="none" className="block h-2 w-full">
      <rect width="100" height="4" className="fill-raised" />
      <rect width={share(value, maximum)} height="4" className="fill-accent" />
      {due !== undefined && due > 0n && <rect x={share(due, maximum)} width="0.4" height="4" className="fill-fg" />}
    </svg>
  )
}

/** For the eye only: hundredths of the bar. */
const share = (value: bigint, maximum: bigint): number =>
  maximum === 0n ? 0 : Math.min(100, Number((value * 10_000n) / maximum) / 100)
