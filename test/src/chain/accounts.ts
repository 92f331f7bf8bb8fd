import { bytesToHex, type Hex } from 'viem'
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** Every developer's mnemonic: its keys are public, its accounts worth nothing. */
const MNEMONIC = 'test test test test test test test test test test test junk'

/** What the accounts of a local chain are for, by their index in the mnemonic. 0–9 are people's: anvil itself names them. */
const INDEX = { demo: 0, deployer: 20, minter: 21, calendar: 22, firstActor: 40 }

export type LocalAccount = PrivateKeyAccount & { privateKey: Hex }

function derive(addressIndex: number): LocalAccount {
  const key = mnemonicToAccount(MNEMONIC, { addressIndex }).getHdKey().privateKey
  if (!key) throw new Error(`Account ${addressIndex} has no key`)
  const privateKey = bytesToHex(key)
  return { ...privateKeyToAccount(privateKey), privateKey }
}

/** The account that the web app offers on a local chain. */
export const demoAccount = (): LocalAccount => derive(INDEX.demo)

/** One of the accounts 0–9, for the people of a test. */
export const personAccount = (n: number): LocalAccount => derive(n)

/** Deploys and lists; owns exchange and USDC. */
export const deployerAccount = (): LocalAccount => derive(INDEX.deployer)

/** May mint USDC: the faucet's. */
export const minterAccount = (): LocalAccount => derive(INDEX.minter)

/** Account of the n-th actor of the market. */
export const actorAccount = (n: number): LocalAccount => derive(INDEX.firstActor + n)

/** Account of the n-th who acts by the calendar; at most 18. */
export const calendarAccount = (n: number): LocalAccount => derive(INDEX.calendar + n)
