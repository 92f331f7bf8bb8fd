import {
  type Address,
  concatHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  parseAbiParameters,
  stringToHex,
} from 'viem'

// EIP-712 by hand, from the type strings that stand in the contracts: what tests hold the client's typed data against.

/** Hash of a struct: its type string's hash, then its fields as words. */
export const structHash = (type: string, parameters: string, values: readonly unknown[]): Hex =>
  keccak256(concatHex([hashOf(type), encodeAbiParameters(parseAbiParameters(parameters), values as never)]))

/** What is signed: domain and struct behind the two bytes of EIP-191. */
export const digest = (domain: Hex, struct: Hex): Hex => keccak256(concatHex(['0x1901', domain, struct]))

/** The domain of name and version on chain 31337. */
export const versionedDomain = (name: string, version: string, contract: Address): Hex =>
  structHash(
    'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
    'bytes32, bytes32, uint256, address',
    [hashOf(name), hashOf(version), 31_337n, contract],
  )

const hashOf = (text: string): Hex => keccak256(stringToHex(text))
