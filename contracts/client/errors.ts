import { BaseError, type ContractErrorArgs, type ContractErrorName, decodeErrorResult, type Hex, isHex } from 'viem'
import {
  bundleAbi,
  bundleFactoryAbi,
  committeeArbiterAbi,
  computeCreditAbi,
  creditFactoryAbi,
  creditOracleAbi,
  deliveryDeskAbi,
  exchangeAbi,
  feedReporterAbi,
  forwardTokenAbi,
  indexFeedAbi,
  longOracleAbi,
  noteFactoryAbi,
  priceIndexAbi,
  revenueNoteAbi,
  seriesRegistryAbi,
  settlementAbi,
} from './abi.ts'
import { permit2Abi } from './permit2.ts'

const abi = [
  ...exchangeAbi,
  ...permit2Abi,
  ...seriesRegistryAbi,
  ...forwardTokenAbi,
  ...priceIndexAbi,
  ...committeeArbiterAbi,
  ...indexFeedAbi,
  ...feedReporterAbi,
  ...settlementAbi,
  ...deliveryDeskAbi,
  ...creditFactoryAbi,
  ...computeCreditAbi,
  ...noteFactoryAbi,
  ...revenueNoteAbi,
  ...bundleFactoryAbi,
  ...bundleAbi,
  ...longOracleAbi,
  ...creditOracleAbi,
] as const

/** Every error of our contracts, and of Permit2 in a deposit. */
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

  InvalidNonce: () => 'This Permit2 signature was used before.',
  InvalidSigner: () => 'The Permit2 signature is not of this account, or of something else.',
  SignatureExpired: (deadline) => `The Permit2 signature could be used until ${utc(deadline)}.`,
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
  NotSettled: () => 'The settlement price of this series is not known yet.',

  // Bands.
  DifferentFamily: (market) => `Market ${market} is a band of another price, so it cannot be part of this one.`,
  BandsNotAdjacent: (market, floor, expected) =>
    `The band of market ${market} begins at ${floor} ticks; the one before it ends at ${expected}.`,
  PartsNotWhole: (_, end, expected) => `The parts end at ${end} ticks, and the whole at ${expected}.`,

  // Halting.
  OnlyGuardian: () => 'Only the guardian may do this.',
  InvalidHalt: (_, latest) => `A halt must end in the future, at ${utc(latest)} at the latest.`,
  HaltTooSoon: (_, earliest) => `The market may be halted again from ${utc(earliest)} on.`,
  GrantOfAnotherEpoch: () =>
    'This permission for a session key is void: its owner has given or revoked a key since. It has to be signed anew.',
  TooManyGrants: () => 'This account has given as many session keys as it can.',
  SequenceMoved: (market) =>
    `Something was taken on market ${market} since this batch was made: nothing of it was done. Look at what was filled and send it anew.`,
  OutsideScope: (market) =>
    `The session key may not place this order on market ${market}: it trades what is priced in its own asset, and on spot markets it only buys. Use the account itself.`,
  BudgetExceeded: (_, __, left, needed) =>
    `This could cost more than the session key may spend: ${left} base units are left of its budget, ${needed} are needed. Give it a larger budget, or use the account itself.`,
  HaltTooLate: (_, until, latest) =>
    `A market trades on its last day: a halt may end at ${utc(latest)} at the latest, not at ${utc(until)}.`,
  StillHalted: (_, until) => `The halt ends at ${utc(until)}; until then only the guardian may end it.`,

  // Listing, fees, roles.
  InvalidListing: (parameter, given, minimum, maximum) =>
    `${parameter} must be ${minimum} to ${maximum}; ${given} was given.`,
  InvalidQuoteAsset: (asset) => `Asset ${asset} is no quote asset: only the owner lists what markets are priced in.`,
  OnlySeriesRegistry: () => 'Only the series registry may list a series.',
  FeeAboveMaximum: (fee, maximum) => `The fee may be at most ${maximum}; ${fee} was given.`,
  FeeNotLower: (fee, listed) => `The fee of a listed market can only fall: it is ${listed}; ${fee} was given.`,
  ForeignToken: (token) => `The token ${token} was made for another exchange.`,
  ZeroAddress: () => 'The address must not be empty.',
  RecipientIsExchange: () =>
    'The recipient must be an account: what is credited to the exchange itself could never be moved.',
  OwnableInvalidOwner: () => 'This address cannot be the owner.',
  OwnableUnauthorizedAccount: () => 'Only the owner may do this.',
  AddressEmptyCode: (target) => `There is no contract at ${target}.`,
  FailedCall: () => 'The call failed without a reason.',

  // Series.
  UnknownGrade: (grade) => `There is no grade ${grade}.`,
  UnknownFamily: (family) => `There is no family ${family}.`,
  UnknownSeries: (market) => `Market ${market} is not a series.`,
  NameTaken: (name) => `The name ${name} belongs to another grade.`,
  RootTaken: (root) => `The symbol ${root} belongs to another grade.`,
  InvalidName: (name, maximum) => `"${name}" is no name: 1 to ${maximum} of A–Z and 0–9; names may have - too.`,
  InvalidCapBounds: () => 'Cap bounds must be whole USDC, the lowest at least 1 and at most the highest.',
  InvalidReferencePrice: (price, maximum) =>
    `The reference price must be 1 to ${maximum} ticks, the highest cap; ${price} was given.`,
  InvalidMonth: () => 'The delivery month is over, or too far ahead.',
  InvalidPeriod: () => 'A mean is of a quarter (3 months) or of a calendar year (12 months from January).',
  CapNotMoved: (cap, listed) =>
    `Listed with a cap of ${listed} ticks; it can be listed again once the rule's cap has moved by half. It is ${cap} now.`,
  MonthNotListed: (_, year, month) => `List the month ${year}-${String(month).padStart(2, '0')} first.`,
  InvalidDifference: () =>
    'A difference is of two months of a grade, the nearer first, or of two grades in a month, the later listed first.',
  OffGrid: (_, floor, cap, step) =>
    `The band from ${floor} of ${cap} ticks is not on the grid of ${step} ticks: it is 1, 2, 4 … steps wide and begins at half its width, or reaches from 0 or up to the cap.`,
  AlreadyListed: (symbol, id) => `${symbol} is listed already, as ${id}.`,

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

  // Index and final settlement.
  AlreadyReporter: (grade, reporter) => `${reporter} is a reporter of grade ${grade} already.`,
  NotReporter: (grade, reporter) => `${reporter} is no reporter of grade ${grade} on that day.`,
  TooManyReporters: (_, maximum) => `A grade has at most ${maximum} reporters: remove one first.`,
  PostingNotOpen: (_, opens, closes) => `Observations of that day are taken from ${utc(opens)} to ${utc(closes)}.`,
  ObservationOutsideWindow: (reporter, _, earliest, latest) =>
    `${reporter} must have observed from ${utc(earliest)} to ${utc(latest)}.`,
  ZeroPrice: (reporter) => `${reporter} observed a price of zero, which is none.`,
  ObservationNotSigned: (reporter) => `The observation was not signed by ${reporter} for this index on this chain.`,
  NothingToChallenge: () => 'That day has no print of its own: challenge the day whose price it carries.',
  ChallengeNotOpen: (_, opens, closes) => `The print can be challenged from ${utc(opens)} to ${utc(closes)}.`,
  AlreadyChallenged: () => 'This print has been challenged already, which can be done once.',
  PointlessChallenge: () => 'A challenge must name another price than the print, above zero.',
  NoOpenChallenge: () => 'No challenge of this print is open.',
  NoRuling: () => 'The arbiter has not ruled on this print yet.',
  ArbitrationOver: (_, __, deadline) => `The arbiter could rule until ${utc(deadline)}: the print stands.`,
  ArbitrationRunning: (_, __, deadline) => `The arbiter may rule until ${utc(deadline)}; bonds go back after that.`,
  ReserveTooSmall: (held, asked) => `The reserve holds ${held} micro-USDC; ${asked} were asked for.`,
  NoBondToClaim: () => 'There is no bond to claim.',
  NoFinalPrint: (grade) => `Grade ${grade} has no final print yet.`,
  NotEnoughPrints: (_, asked, available) => `Only ${available} of ${asked} prints are final.`,
  CheckpointUnorderedInsertion: () => 'An earlier day cannot be changed any more.',
  NotAMember: (caller) => `${caller} is no member of the committee.`,
  InvalidCommittee: (members, threshold) =>
    `A committee has 1 to 32 different members and a threshold of at most their number; ${members} and ${threshold} were given.`,
  AlreadyRuled: () => 'The committee has ruled on this print already.',
  NotBeforeThisArbiter: () => 'This print is not before this committee: not challenged, decided, or another arbiter’s.',
  ZeroVote: () => 'A vote must name a price above zero.',
  NoFinalRound: (_, day) => `There is no final print of day ${day}.`,
  NoUsableRound: () => 'The feed has no round of that day’s 20:00 UTC that is fresh and above zero.',
  RoundTooFarBack: (_, maximum) =>
    `The feed’s round of 20:00 UTC is more than ${maximum} rounds back: name it in the signature.`,
  MonthNotOver: (_, end) => `The delivery month ends at ${utc(end)}; it can be settled after that.`,
  PartNotSettled: (_, part) => `Settle family ${part} first: the price follows from it.`,
  NotAMonth: () => 'Only a delivery month has dates and prints of its own.',
  PrintsNotFinal: (_, decided, days, latest) =>
    `Only ${decided} of the month’s ${days} days are decided; all are from ${utc(latest)} on.`,

  // Delivery. A GPU-hour is 1,000 lots.
  OnlyFullBands: () => 'Only the full band of a month is delivered: join its parts first.',
  NotDeliverable: () => 'This grade settles in cash only: nothing of it is delivered.',
  NoticeClosed: (_, noticeClose) => `Delivery of this month could be agreed on until ${utc(noticeClose)}.`,
  NotWholeHours: (lots) => `Hours must be whole GPU-hours of 1,000 lots; ${lots} lots were given.`,
  MinimumAboveOffer: (minimum, lots) => `The minimum of ${minimum} lots is more than the ${lots} lots offered.`,
  InvalidOfferText: (field, length, minimum, maximum) =>
    `The ${field} must have ${minimum} to ${maximum} bytes; it has ${length}.`,
  MeterIsProvider: () => 'The provider cannot be the meter of its own offer.',
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

  // Credits.
  InvalidTermsText: (text, maximum) => `"${text}" must be 1 to ${maximum} characters out of letters, digits and signs.`,
  InvalidWindow: () => 'The window must end after it starts, in the future and within 12 years.',
  InvalidPricing: () => 'Give either a grade whose index prices the unit or a reference price, not both.',
  MeterIsIssuer: () => 'The issuer cannot be the meter of its own credit.',
  InvalidIssue: (lots, maximum) => `A credit has 1 to ${maximum} lots; ${lots} were given.`,
  IndexTooOld: (grade) => `The index of grade ${grade} has no final print of the last 7 days to issue at.`,
  BondTooSmall: (bond, minimum) => `The bond must be at least ${minimum} micro-USDC; ${bond} were given.`,
  OnlyFactory: () => 'Only its factory may set it up.',
  TransferToItself: () => 'Tokens sent to their own contract would be lost.',
  NotIssuer: (_, issuer) => `Only the issuer ${issuer} may do this.`,
  ZeroLots: () => 'Give at least one lot.',
  WindowClosed: () => 'The window of this credit has closed. Undelivered credits are paid from the bond.',
  UnknownRedemption: (id) => `There is no redemption ${id}.`,
  NotRedemptionHolder: (id, _, holder) => `Redemption ${id} belongs to ${holder}.`,
  RedemptionOver: (id) => `Nothing is left of redemption ${id}.`,
  RedemptionInProgress: (id, leaveFrom) =>
    `Redemption ${id} is at its pace. It can be left from ${utc(leaveFrom)}: after 3 days without a receipt, or 3 days behind an even pace to the window’s end.`,
  ReceiptNotHigher: (given, delivered) =>
    `Receipts are cumulative: ${delivered} lots are receipted already, and this one says ${given}.`,
  ReceiptTimeOutside: () => 'The receipt names a time outside the window, or in the future.',
  NotReceiptSigner: (id) =>
    `Receipts of redemption ${id} are signed by its holder, or by the credit’s meter if it has one.`,
  ReceiptNotSignedBy: (_, signer) => `The receipt was not signed by ${signer} for this credit on this chain.`,
  AlreadyDefaulted: () => 'Default is declared: undelivered credits are paid from the bond.',
  NotDefaulted: () => 'There is no default: credits are redeemed at the endpoint.',
  DefaultTooEarly: (from) => `Default can be declared from ${utc(from)} on, 3 days after the window has closed.`,
  DefaultPriceNotFinal: (_, __, finalAt) =>
    `The print that prices the default is challenged: default can be declared at ${utc(finalAt)} at the latest.`,
  NothingUndelivered: () => 'Every credit was delivered or bought back.',
  NothingReleased: () => 'Nothing of the bond has been released.',

  // Notes and bundles.
  InvalidNoteTerm: (term, given, minimum, maximum) => `${term} must be ${minimum} to ${maximum}; ${given} was given.`,
  CapNotExact: () => 'Issue price × cap must come to whole micro-USDC per lot: choose a rounder price.',
  InvalidReserve: (reserve) => `${reserve} is no credit of this issuer.`,
  ReserveEndsTooEarly: () => 'The window of the reserve must end at least 60 days after the maturity of the note.',
  OnlyIssuer: (_, issuer) => `Only the issuer ${issuer} may do this.`,
  ZeroNotes: () => 'Give at least one lot of notes.',
  NotForSale: () => 'The primary sale is over. Buy on the market.',
  SaleEnded: (firstDue) =>
    `The primary sale ended at ${utc(firstDue)}, when the first coupon was due. Buy on the market.`,
  TooFewUnsold: (lots, unsold) => `Only ${unsold} of ${lots} lots are unsold.`,
  NoNotes: () => 'No note was sold, so there is nobody to pay.',
  ShareTooSmall: (amount, owed) =>
    `The coupon must be at least ${owed} micro-USDC for this revenue; ${amount} were given.`,
  CapAlreadyReached: () => 'Every note has been paid up to its cap.',
  TooFewRegistered: (lots, free) => `Only ${free} of ${lots} lots are registered and free.`,
  NothingToCollect: () => 'There is nothing to collect.',
  NoReserve: () => 'There are no reserved credits.',
  AlreadyStressed: () => 'Stress is declared already.',
  NoStress: (_, month, had, needed) =>
    `The terms are kept for month ${month}: ${had} of ${needed} micro-USDC were deposited.`,
  StressTooEarly: (month) => `The grace of month ${month} is not over.`,
  StressTooLate: (month, until) =>
    `The covenant of month ${month} could be declared broken until ${utc(until)}; its breach can never be declared now.`,
  UnknownMonth: (month, first, last) => `Months are ${first} to ${last}; ${month} was given.`,
  ConversionNotOpen: () => 'Notes are converted within 14 days after stress is declared, and allocated after that.',
  ConversionAlreadyFixed: () => 'The allocation of the reserve is fixed already.',
  ReserveStillLocked: () => 'The reserve is locked while holders may still convert into it.',
  ZeroBundles: () => 'Give at least one lot of bundles.',
  NotACredit: (token) => `${token} is no credit of this exchange.`,
  NotANote: (token) => `${token} is no note of this exchange.`,
  InvalidNotesPerCredit: (given, maximum) => `A bundle has 1 to ${maximum} notes per credit; ${given} were given.`,
  BundleExists: (bundle) => `This bundle exists already, at ${bundle}.`,
  InvalidHaircut: (given, maximum) => `The haircut may be at most ${maximum} basis points; ${given} were given.`,
  PriceTooOld: (grade) => `The index of grade ${grade} has no print of the last 7 days to lend on.`,
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
