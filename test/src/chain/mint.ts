import type { Deployment } from '@gigahour/contracts/deployment'
import { usdcAbi } from '@gigahour/contracts/usdc'
import { type Address, parseEther, toHex } from 'viem'
import { getBalance, waitForTransactionReceipt, writeContract } from 'viem/actions'
import { minterAccount } from './accounts.ts'
import { localClient, localSigner } from './anvil.ts'

/** Gas that an account is given, wei. */
const GAS_MONEY = parseEther('100')

/** Gives an account of a local chain ether for gas, if it has little. */
export async function giveGas(rpcUrl: string, account: Address): Promise<void> {
  const client = localClient(rpcUrl)
  const held = await getBalance(client, { address: account })
  if (held < GAS_MONEY / 2n) await client.steer('anvil_setBalance', account, toHex(GAS_MONEY))
}

/** Mints USDC on a local chain. @param amount - micro-USDC. */
export async function mintUsdc(rpcUrl: string, { usdc }: Deployment, to: Address, amount: bigint): Promise<void> {
  const minter = localSigner(rpcUrl, minterAccount())
  await giveGas(rpcUrl, minter.account.address)
  const hash = await writeContract(minter, { address: usdc, abi: usdcAbi, functionName: 'mint', args: [to, amount] })
  const { status } = await waitForTransactionReceipt(minter, { hash })
  if (status !== 'success') throw new Error(`Minting ${amount} for ${to} reverted`)
}
