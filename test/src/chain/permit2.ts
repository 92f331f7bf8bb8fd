import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PERMIT2 } from '@gigahour/contracts/permit2'
import { type Address, decodeFunctionData, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { LOCAL_CHAIN_ID, type LocalClient } from './anvil.ts'

/** Where Foundry's tests find the methods that steer their chain. */
const CHEATS: Address = '0x7109709ECfa91a80626fF3989D68f67F5b1DD12D'
/** The package's deployer, wherever it runs. */
const DEPLOYER: Address = '0x00000000000000000000000000000000000d0001'
/** A contract that does nothing. */
const STOP: Hex = '0x00'

const abi = parseAbi(['function deployPermit2() returns (address)', 'function etch(address target, bytes code)'])

/**
 * Puts Uniswap's Permit2 where it stands on every chain.
 *
 * The package holds its code inside a contract for Foundry's tests, which has the chain put it in its place. Here that contract runs
 * once, and what it asks for is done. The code remembers a domain of chain 31337 for the address where its authors tested it: that one
 * alone of all chains cannot have it.
 */
export async function deployPermit2(client: LocalClient): Promise<void> {
  if (client.chain.id === LOCAL_CHAIN_ID) throw new Error('Permit2 of the package is not for this chain')
  await client.steer('anvil_setCode', DEPLOYER, deployerCode())
  await client.steer('anvil_setCode', CHEATS, STOP)
  const data = encodeFunctionData({ abi, functionName: 'deployPermit2' })
  const trace = (await client.steer('debug_traceCall', { to: DEPLOYER, data }, 'latest', {
    tracer: 'callTracer',
  })) as { calls?: { to: Address; input: Hex }[] }
  const asked = trace.calls?.find(({ to }) => to.toLowerCase() === CHEATS.toLowerCase())
  if (!asked) throw new Error('The deployer of Permit2 asked for nothing')
  const { functionName, args } = decodeFunctionData({ abi, data: asked.input })
  if (functionName !== 'etch') throw new Error(`The deployer of Permit2 asked for ${functionName}`)
  const [address, code] = args
  if (address !== PERMIT2) throw new Error(`Permit2 was to stand at ${address}`)
  await client.steer('anvil_setCode', address, code)
  await client.steer('anvil_setCode', CHEATS, '0x')
}

function deployerCode(): Hex {
  const file = '@uniswap/v4-periphery/foundry-out/DeployPermit2.sol/DeployPermit2.json'
  const artifact = readFileSync(createRequire(import.meta.url).resolve(file), 'utf8')
  return (JSON.parse(artifact) as { deployedBytecode: { object: Hex } }).deployedBytecode.object
}
