import type { Address } from 'viem'
import { exchangeAbi } from './abi.ts'

// What an exchange's owner decides: the fee of markets to come, who gets fees, who may halt, and who owns it next. No call of the owner's
// reaches a balance, an order or the fee of a market that is listed.

/** Sets the taker fee of markets to come; the owner's. @param takerFee - Hundredths of a basis point. */
export const setDefaultTakerFee = (exchange: Address, takerFee: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'setDefaultTakerFee', args: [takerFee] }) as const

/** Taker fee of markets to come, hundredths of a basis point. */
export const defaultTakerFee = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'defaultTakerFee' }) as const

/** Highest taker fee that a market can be listed with, hundredths of a basis point. */
export const highestTakerFee = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'MAX_TAKER_FEE' }) as const

/** Moves what takers have paid in a market to the fee recipient's free balance. Anyone may. */
export const collectFees = (exchange: Address, market: number) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'collectFees', args: [market] }) as const

/** Sets who gets the fees that are collected from now on; the owner's. */
export const setFeeRecipient = (exchange: Address, recipient: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'setFeeRecipient', args: [recipient] }) as const

/** Who gets the fees that are collected. */
export const feeRecipient = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'feeRecipient' }) as const

/** Sets who may halt, the zero address for nobody; the owner's. */
export const setGuardian = (exchange: Address, guardian: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'setGuardian', args: [guardian] }) as const

/** Who may halt. */
export const guardian = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'guardian' }) as const

/** Offers the exchange to another owner, who must accept; the owner's. */
export const transferOwnership = (exchange: Address, newOwner: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'transferOwnership', args: [newOwner] }) as const

/** Accepts an exchange that was offered to the caller. */
export const acceptOwnership = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'acceptOwnership' }) as const

/** Leaves the exchange without an owner for ever; the owner's. */
export const renounceOwnership = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'renounceOwnership' }) as const

/** Who may change the settings. */
export const ownerOf = (exchange: Address) => ({ address: exchange, abi: exchangeAbi, functionName: 'owner' }) as const

/** To whom the exchange is offered; the zero address for nobody. */
export const pendingOwner = (exchange: Address) =>
  ({ address: exchange, abi: exchangeAbi, functionName: 'pendingOwner' }) as const
