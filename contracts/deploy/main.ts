// Deploys the exchange to any EVM chain and writes the file that indexer and web app read. `--list` only lists the months that have
// come since, at the deployment of that file.
//
//   RPC_URL       node to send to
//   PRIVATE_KEY   account that deploys and lists
//   USDC          address of the token that series are priced in
//   CHAIN_NAME    what people read, e.g. "Base"
//   OWNER         who may set the fee of later markets, lower that of listed ones and list quote assets; the deployer if absent
//   FEE_RECIPIENT who gets the fees; the owner if absent
//   SETTLER       who may fix settlement prices; the owner if absent
//   ARBITERS      addresses that decide challenges of index prints, comma between; the owner alone if absent, which leaves nobody to
//                 turn to against the owner's own reporters: name others
//   THRESHOLD     how many of them must name the same price; more than half if absent
//   BOND          of a challenge, in micro-USDC; 1,000,000,000 (1,000 USDC) if absent
//   RESERVE       what the deployer puts into the index's reserve, in micro-USDC: it stands against challengers, bond for bond; none if
//                 absent, and then a challenger who is right wins nothing until somebody calls `fundReserve`
//   REPORTERS     addresses that observe prices for the index, comma between; added if the deployer is the owner
//   TAKER_FEE     in hundredths of a basis point; 200 (2 bp) if absent
//   EXPLORER      base URL of a block explorer, if there is one
//   DEPLOYMENT    the file; `.gigahour/deployment.json` if absent
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Address, createClient, defineChain, getAddress, type Hex, http, isHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getChainId } from 'viem/actions'
import type { Signer } from '../client/actions.ts'
import { type Deployment, parseDeployment } from '../client/deployment.ts'
import { deployGigahour } from './gigahour.ts'
import { addReporters, DEFAULT_BOND, fundReserve } from './index.ts'
import { listMissing } from './listing.ts'

const DEFAULT_TAKER_FEE = 200
const DEFAULT_FILE = path.resolve(import.meta.dirname, '../../.gigahour/deployment.json')

const file = process.env.DEPLOYMENT ?? DEFAULT_FILE
const signer = await connect()
const deployment = process.argv.includes('--list') ? readDeployment() : await deploy()
const symbols = await listMissing(signer, deployment)
const reporters = addresses('REPORTERS')
const { priceIndex, seriesRegistry } = deployment
if (reporters && priceIndex) {
  console.log(`Added ${await addReporters(signer, { priceIndex, seriesRegistry }, reporters)} reporters.`)
}
console.log(symbols.length === 0 ? 'Every month is listed already.' : `Listed ${symbols.join(', ')}.`)

async function connect(): Promise<Signer> {
  const transport = http(required('RPC_URL'))
  const id = await getChainId(createClient({ transport }))
  const chain = defineChain({
    id,
    name: process.env.CHAIN_NAME ?? `Chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [required('RPC_URL')] } },
  })
  return createClient({ account: privateKeyToAccount(privateKey()), chain, transport })
}

async function deploy(): Promise<Deployment> {
  const owner = address('OWNER') ?? signer.account.address
  const arbiters = addresses('ARBITERS') ?? [owner]
  const deployed = await deployGigahour(signer, {
    name: signer.chain.name,
    usdc: getAddress(required('USDC')),
    owner,
    feeRecipient: address('FEE_RECIPIENT') ?? owner,
    takerFee: Number(process.env.TAKER_FEE ?? DEFAULT_TAKER_FEE),
    explorer: process.env.EXPLORER ?? null,
    arbiters,
    threshold: Number(process.env.THRESHOLD ?? Math.floor(arbiters.length / 2) + 1),
    bond: BigInt(process.env.BOND ?? DEFAULT_BOND),
  })
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(deployed, null, 2)}\n`)
  const reserve = BigInt(process.env.RESERVE ?? 0)
  if (reserve > 0n) await fundReserve(signer, deployed, reserve)
  console.log(`The reserve of the index holds ${reserve} micro-USDC.`)
  console.log(`The exchange is at ${deployed.exchange} on ${deployed.name}; ${file} says where all of it is.`)
  return deployed
}

function readDeployment(): Deployment {
  const read = parseDeployment(JSON.parse(readFileSync(file, 'utf8')))
  if (read.chainId !== signer.chain.id) throw new Error(`${file} is of chain ${read.chainId}, not ${signer.chain.id}`)
  return read
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing: see the head of contracts/deploy/main.ts`)
  return value
}

function address(name: string): Address | undefined {
  const value = process.env[name]
  return value ? getAddress(value) : undefined
}

function addresses(name: string): Address[] | undefined {
  return process.env[name]?.split(',').map((each) => getAddress(each.trim()))
}

function privateKey(): Hex {
  const value = required('PRIVATE_KEY')
  if (!isHex(value) || value.length !== 66) throw new Error('PRIVATE_KEY must be 32 bytes in hexadecimal, 0x first')
  return value
}
