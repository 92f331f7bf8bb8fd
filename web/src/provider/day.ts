/** Start of a day that an input of dates names, Unix seconds UTC; null if it names none. */
export function startOfDay(typed: string): number | null {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : Number.NaN
  return Number.isNaN(time) ? null : time / 1_000
}

/** A day as an input of dates wants it. */
export const dayOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 10)
