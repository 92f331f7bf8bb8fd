import type { Who } from './request.ts'

/** Why the reference refuses a request. The chain must revert where it does, and nowhere else. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** True if it is for the market's sake or a balance's: a best-effort batch goes on past it. */
  readonly isPassing: boolean

  constructor(reason: string, isPassing = false) {
    super(reason)
    this.isPassing = isPassing
  }
}

export function require(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Refusal(reason)
}

/** {@link require} of what a best-effort batch goes on past. */
export function requireNow(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Refusal(reason, true)
}

/** Who holds how much of what: one number for each pair, and nothing clever. */
export class Ledger {
  #held = new Map<string, bigint>()

  of = (who: Who, asset: number): bigint => this.#held.get(`${who} ${asset}`) ?? 0n

  credit(who: Who, asset: number, amount: bigint): void {
    this.#held.set(`${who} ${asset}`, this.of(who, asset) + amount)
  }

  debit(who: Who, asset: number, amount: bigint): void {
    requireNow(this.of(who, asset) >= amount, `account ${who} has less than ${amount} of asset ${asset}`)
    this.#held.set(`${who} ${asset}`, this.of(who, asset) - amount)
  }

  copy(): Ledger {
    const copy = new Ledger()
    copy.#held = new Map(this.#held)
    return copy
  }
}
