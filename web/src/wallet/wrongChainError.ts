/** Thrown where the wallet, or the page itself, is on another chain than the exchange. */
export class WrongChainError extends Error {
  override name = 'WrongChainError'
}
