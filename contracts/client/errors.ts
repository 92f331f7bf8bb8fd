import { BaseError, type ContractErrorArgs, type ContractErrorName, decodeErrorResult, type Hex, isHex } from 'viem'
import { deliveryDeskAbi, exchangeAbi, forwardTokenAbi, seriesRegistryAbi } from './abi.ts'

const abi = [...exchangeAbi, ...seriesRegistryAbi, ...forwardTokenAbi, ...deliveryDeskAbi] as const

/** Every error of our contracts. */
export type RevertName = ContractErrorName<typeof abi>

/** Arguments of an error, as the contract gave them and in its order. */
export type RevertArgs<Name extends RevertName> = Extract<ContractErrorArgs<typeof abi, Name>, readonly unknown[]>

/** A revert with an error of our contracts, or with a reason of a token's. */
export type Revert =
  | { [Name in RevertName]: { name: Name; args: RevertArgs<Name> } }[RevertName]
  /** `require` with a text, as USDC does, or a check of the compiler's. */
  | { name: 'Error'; args: readonly [reason: string] }
  | { name: 'Panic'; args: readonly [code: bigint] }

type Sentences = { [Name in RevertName]: (...args: RevertArgs<Name>) => string }

/** What a person reads of each error. A new error in Solidity fails the type check until it is worded here. */
const sentences: Sentences = {
  // The ledger.
  InsufficientBalance: () => 'Not enough free balance for this.',
  BalanceOverflow: () => 'The balance would be larger than the ledger can count.',
  InexactTransfer: (token) => `The token ${token} delivers another amount than is sent, so it cannot be deposited.`,
  HoldingTooLarge: (token) => `The exchange cannot hold more of the token ${token}.`,
  UnknownAsset: (asset) => `There is no asset ${asset}.`,
  AssetAlreadyListed: (token, asset) => `The token ${token} is listed already, as asset ${asset}.`,

  NoPermit2ForForwards: () => 'LONG and SHORT are deposited without an approval; Permit2 is not needed.',

  // Orders.
  UnknownMarket: (market) => `There is no market ${market}.`,
  InvalidTick: (tick, maximum) => `The price must be 1 to ${maximum} ticks; ${tick} was given.`,
  TooFewLots: (lots, minimum) => `The quantity must be at least ${minimum} lots; ${lots} were given.`,
  FundingNotSupported: () => 'This market is not a series: buy with the quote asset, sell the asset itself.',
  NotASeries: (market) => `Market ${market} is not a series: it has no complete sets.`,
  TradingEnded: () => 'Trading in this series has ended. Choose a later delivery month.',
  DeadlinePassed: () => 'The order came too late: its deadline has passed.',
  PostOnlyWouldCross: (_, best) => `A post-only order must rest, and this one would trade at ${best} ticks.`,
  NotFilledInFull: (available, wanted) => `Only ${available} of ${wanted} lots are offered within the limit.`,
  FeeTooLarge: () => 'The order is too large for one price level. Take fewer lots at a time.',
  LevelWornOut: () => 'This price level has emptied too often to be used again. Choose another price.',
  LevelFull: () => 'This price level takes no more orders until it empties. Choose another price.',
  MalformedInstruction: () => 'The batch holds an instruction that means nothing.',
  MalformedBatch: (length, needed) => `The batch is cut short: it has ${length} bytes and needs ${needed}.`,
  Reentrancy: () => 'The exchange is in the middle of another call.',

  LegsNotAscending: () => 'The legs must be of different markets, ordered by their ids.',
  LegsOfDifferentMoney: () => 'The legs are priced in different assets, so their costs cannot be added.',
  LegsTooDear: (cost, maxCost) => `The legs would cost ${cost} together; the bound was ${maxCost}.`,
  TradingHalted: (_, until) => `The market is halted until ${utc(until)}. Cancelling and withdrawing work.`,

  // Acting for another account.
  NotOperator: (_owner, _caller, expiry) =>
    expiry === 0n ? 'The account has given this key no right to trade.' : `The session key ended at ${utc(expiry)}.`,
  CancelNotDue: (_owner, _slot, cancelAfter) =>
    cancelAfter === 0n
      ? 'Only the owner may cancel this order: its market trades, and no time is set from which others may.'
      : `Others may cancel this order from ${utc(cancelAfter)} on.`,
  InvalidSignature: (account) => `The signature is not of ${account}, or of something else.`,
  NonceAlreadyUsed: () => 'This was used before, or has been cancelled.',

  // Block trades.
  NotTheTaker: (taker) => `This quote is for ${taker} alone.`,
  BlockWithOneself: () => 'This quote is your own.',
  BelowBlockMinimum: (lots, minimum) => `A block trade here has at least ${minimum} lots; ${lots} were given.`,

  // Settlement.
  OnlySettler: () => 'Only the settlement contract may fix a price.',
  TradingNotEnded: (_, expiry) => `The series trades until ${utc(expiry)}.`,
  SettlementPriceAlreadyFixed: (_, tick) => `The settlement price is fixed, at ${tick} ticks.`,
  SettlementPriceAboveCap: (tick, cap) =>
    `The settlement price may be at most the cap of ${cap} ticks; ${tick} was given.`,
  NotSettled: () => 'The settlement price of this series is not known yet.',

  // Halting.
  OnlyGuardian: () => 'Only the guardian may do this.',
  InvalidHalt: (_, latest) => `A halt must end in the future, at ${utc(latest)} at the latest.`,
  HaltTooSoon: (_, earliest) => `The market may be halted again from ${utc(earliest)} on.`,
  StillHalted: (_, until) => `The halt ends at ${utc(until)}; until then only the guardian may end it.`,

  // Listing, fees, roles.
  InvalidListing: (parameter, given, minimum, maximum) =>
    `${parameter} must be ${minimum} to ${maximum}; ${given} was given.`,
  InvalidQuoteAsset: (asset) => `Asset ${asset} cannot be a quote asset.`,
  OnlySeriesRegistry: () => 'Only the series registry may list a series.',
  FeeAboveMaximum: (fee, maximum) => `The fee may be at most ${maximum}; ${fee} was given.`,
  ForeignToken: (token) => `The token ${token} was made for another exchange.`,
  ZeroAddress: () => 'The address must not be empty.',
  OwnableInvalidOwner: () => 'This address cannot be the owner.',
  OwnableUnauthorizedAccount: () => 'Only the owner may do this.',
  AddressEmptyCode: (target) => `There is no contract at ${target}.`,
  FailedCall: () => 'The call failed without a reason.',

  // Series.
  UnknownGrade: (grade) => `There is no grade ${grade}.`,
  UnknownSeries: (market) => `Market ${market} is not a series.`,
  RootTaken: (root) => `The symbol ${root} belongs to another grade.`,
  InvalidName: (name, maximum) => `"${name}" is no name: 1 to ${maximum} of A–Z, 0–9 and -.`,
  InvalidCapBounds: () => 'The lowest cap must be at least 1 USDC and at most the highest.',
  InvalidCap: (cap, minimum, maximum) =>
    `The cap must be a whole number of USDC, from ${minimum} to ${maximum} ticks; ${cap} was given.`,
  InvalidMonth: () => 'The delivery month is over, or too far ahead.',
  CapNotHigher: (_, listed) => `The month is listed with a cap of ${listed} ticks; a new one must be higher.`,
  CapNotNear: (_, bestBid, needed) =>
    `The month can be listed with a higher cap once its best bid is at ${needed} ticks; it is at ${bestBid}.`,

  // Tokens of a series.
  OnlyExchange: () => 'Only the exchange may do this.',
  InsufficientAllowance: () => 'The token has not been approved for this amount.',
  AllowanceOverflow: () => 'The approved amount would be too large.',
  AllowanceUnderflow: () => 'The approved amount is smaller than that.',
  TotalSupplyOverflow: () => 'The supply of the token would be too large.',
  InvalidPermit: () => 'The signature does not allow this.',
  PermitExpired: () => 'The signature has expired.',
  Permit2AllowanceIsFixedAtInfinity: () => 'The approval of Permit2 cannot be changed.',
  InvalidInitialization: () => 'The token has its name already.',
  NotInitializing: () => 'The token is not being set up.',

  // Delivery. A GPU-hour is 1,000 lots.
  NotDeliverable: () => 'This grade settles in cash only: nothing of it is delivered.',
  NoticeClosed: (_, noticeClose) => `Delivery of this month could be agreed on until ${utc(noticeClose)}.`,
  NotWholeHours: (lots) => `Hours must be whole GPU-hours of 1,000 lots; ${lots} lots were given.`,
  MinimumAboveOffer: (minimum, lots) => `The minimum of ${minimum} lots is more than the ${lots} lots offered.`,
  InvalidOfferText: (field, length, minimum, maximum) =>
    `The ${field} must have ${minimum} to ${maximum} bytes; it has ${length}.`,
  UnknownOffer: (offer) => `There is no offer ${offer}.`,
  UnknownElection: (election) => `There is no election ${election}.`,
  OnlyProvider: () => 'Until notice closes only the provider may take back what nobody has elected.',
  NotOpen: (lots, open) => `Only ${open} lots of the offer are open; ${lots} were asked for.`,
  BelowMinimum: (lots, minimum, open) =>
    `An election takes at least ${minimum} lots of this offer, or all ${open} that are open; ${lots} were asked for.`,
  WrongSigner: () => 'Receipts of this election are signed by its buyer, or by the meter if one was agreed on.',
  ReceiptNotOfSigner: (signer) => `The receipt was not signed by ${signer} for this desk on this chain.`,
  ReceiptOutsideWindow: (_, start, end) => `A receipt must be signed from ${utc(start)} to ${utc(end)}.`,
  ReceiptFromFuture: (time) => `The receipt can be posted from ${utc(time)} on, when it says that it was signed.`,
  PostingEnded: (_, postingEnd) => `Receipts were taken until ${utc(postingEnd)}; the rest settles in cash.`,
  ReceiptNotGrowing: (given, delivered) =>
    `The receipt holds ${given} lots, and ${delivered} were delivered already: post a later one.`,
  AlreadySettled: () => 'All of this election is delivered or settled.',
  NotYetDue: (_, postingEnd) => `Receipts are taken until ${utc(postingEnd)}; what is missing then can be settled.`,
  PriceNotFixed: () => 'The final settlement price of the series is not fixed yet.',
  NothingToClaim: () => 'There is nothing to claim.',
  PriceAboveCap: (tick, cap) => `The price may be at most the cap of ${cap} ticks; ${tick} was given.`,
}

/** A second of the chain's clock, for a person. */
function utc(seconds: bigint): string {
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What a person reads of a revert. */
export function sentenceOf(revert: Revert): string {
  if (revert.name === 'Error') return `The token refused: ${revert.args[0]}.`
  if (revert.name === 'Panic') return `The contract stopped at a fault (code ${revert.args[0]}).`
  const word = sentences[revert.name] as (...args: readonly unknown[]) => string
  return word(...revert.args)
}

/** Reads what a call reverted with; `undefined` if the data is of none of our contracts. */
export function decodeRevert(data: Hex): Revert | undefined {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data })
    return { name: errorName, args } as Revert
  } catch {
    return undefined
  }
}

/** Finds the revert in whatever viem threw; `undefined` if it was something else: a refusal, a network, a wallet. */
export function revertOf(error: unknown): Revert | undefined {
  if (!(error instanceof BaseError)) return undefined
  const carrier = error.walk((cause) => dataOf(cause) !== undefined)
  const data = dataOf(carrier)
  return data === undefined ? undefined : decodeRevert(data)
}

/** Revert data where viem's errors, and the nodes' answers inside them, carry it. */
function dataOf(cause: unknown): Hex | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  for (const field of ['raw', 'data'] as const) {
    const value: unknown = (cause as Record<string, unknown>)[field]
    const data = typeof value === 'object' && value !== null ? (value as { data?: unknown }).data : value
    if (isHex(data) && data.length >= 10) return data
  }
  return undefined
}
