/** Thrown where the wallet, or the page itself, is on another chain than the exchange. */
export class WrongChainError extends Error {
  override name = 'WrongChainError'
}

/** Thrown where the wallet would sign with another account than the one that the page acts for. */
export class WrongAccountError extends Error {
  override name = 'WrongAccountError'
}
