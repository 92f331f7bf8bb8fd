import type { Account, Address, Chain, Client, Hex, Transport } from 'viem'
import { signTypedData } from 'viem/actions'
import { priceIndexAbi } from './abi.ts'

/** What a reporter says a GPU-hour of a grade costs. */
export type Observation = {
  /** Id of the grade in the series registry. */
  grade: number
  /** Days since 1970-01-01 in UTC; the print is of 20:00 UTC. */
  day: number
  /** Micro-USDC per GPU-hour; 1 … 2^56 − 1. */
  price: bigint
  /** When it was observed, Unix seconds: within {@link OBSERVATION_WINDOW} of 20:00 UTC. */
  time: number
}

/** An observation as the index takes it: grade and day are those of its batch. */
export type Report = { reporter: Address; price: bigint; time: number; signature: Hex }

const SECONDS_OF_DAY = 86_400
const SECONDS_TO_PRINT = 72_000

/** How far from 20:00 UTC an observation may have been made, in seconds. */
export const OBSERVATION_WINDOW = 1_800

/** The day of a moment. @param time - Unix seconds. */
export const dayOf = (time: number): number => Math.floor(time / SECONDS_OF_DAY)

/** 20:00 UTC of a day, Unix seconds: from then on its observations are taken. */
export const printTimeOf = (day: number): number => day * SECONDS_OF_DAY + SECONDS_TO_PRINT

/** End of a day, Unix seconds: its observations are taken until then, its print is challenged from then on. */
export const postingEndOf = (day: number): number => (day + 1) * SECONDS_OF_DAY

/** What a reporter signs, as EIP-712 for viem and wallets. */
export const observationTypedData = (index: Address, chainId: number, observation: Observation) =>
  ({
    domain: { name: 'Gigahour Price Index', version: '1', chainId, verifyingContract: index },
    types: {
      Observation: [
        { name: 'grade', type: 'uint32' },
        { name: 'day', type: 'uint32' },
        { name: 'price', type: 'uint56' },
        { name: 'time', type: 'uint40' },
      ],
    },
    primaryType: 'Observation',
    message: observation,
  }) as const

/** Signs an observation with the reporter's account, for the chain that it is connected to. */
export async function signObservation(
  reporter: Client<Transport, Chain, Account>,
  index: Address,
  observation: Observation,
): Promise<Report> {
  const data = observationTypedData(index, reporter.chain.id, observation)
  const signature = await signTypedData(reporter, data)
  return { reporter: reporter.account.address, price: observation.price, time: observation.time, signature }
}

/** Adds observations of a grade and day; anyone may. Those that the index has already are passed over. */
export const postReports = (
  index: Address,
  { grade, day, reports }: { grade: number; day: number; reports: readonly Report[] },
) => ({ address: index, abi: priceIndexAbi, functionName: 'post', args: [grade, day, reports] }) as const

/** Challenges a print; the bond must be approved to the index. @param price - What is right, micro-USDC per GPU-hour. */
export const challengePrint = (index: Address, { grade, day, price }: { grade: number; day: number; price: bigint }) =>
  ({ address: index, abi: priceIndexAbi, functionName: 'challenge', args: [grade, day, price] }) as const

/** Pays what the index owes the caller after challenges: its bond, and the other side's if it was right. */
export const claimBond = (index: Address, to: Address) =>
  ({ address: index, abi: priceIndexAbi, functionName: 'claimBond', args: [to] }) as const
