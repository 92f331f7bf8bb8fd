/** What the gateway does not do: says which rule, and what would have worked. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** As of HTTP. */
  readonly status: number
  /** For programs. */
  readonly error: string

  constructor(status: number, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}
