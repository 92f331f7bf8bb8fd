import {
  type Abi,
  type Address,
  custom,
  type DecodeFunctionDataReturnType,
  decodeFunctionData,
  domainSeparator,
  type Hex,
  isAddressEqual,
  pad,
  toFunctionSelector,
} from 'viem'

/**
 * A node that writes down what a contract is asked, and answers every call with zeros: no numbers, no addresses, empty lists and texts.
 *
 * Tokens know permits, and any address holds code; whatever is sent succeeds.
 */
export function recordingNode(chainId: number, contract: Address, abi: Abi) {
  const asked: DecodeFunctionDataReturnType[] = []
  const block = { number: '0x1', timestamp: '0x64', baseFeePerGas: '0x1', gasLimit: '0x1c9c380', transactions: [] }
  const answers: Record<string, unknown> = {
    eth_chainId: `0x${chainId.toString(16)}`,
    eth_blockNumber: '0x1',
    eth_getBlockByNumber: block,
    eth_getCode: '0x01',
    eth_getTransactionCount: '0x0',
    eth_maxPriorityFeePerGas: '0x1',
    eth_estimateGas: '0x5208',
    eth_sendRawTransaction: pad('0x01'),
    eth_getTransactionReceipt: { status: '0x1', blockNumber: '0x1', transactionHash: pad('0x01'), logs: [] },
  }
  const called = ({ to, data }: { to: Address; data: Hex }): Hex => {
    if (isAddressEqual(to, contract)) asked.push(decodeFunctionData({ abi, data }))
    else if (data === toFunctionSelector('DOMAIN_SEPARATOR()')) return separatorOf(to)
    return pad('0x', { size: 32 * 32 })
  }
  /** Of a token without name and version. */
  const separatorOf = (verifyingContract: Address): Hex =>
    domainSeparator({ domain: { name: '', version: '', chainId, verifyingContract } })

  const request = async ({ method, params }: { method: string; params: [never] }): Promise<unknown> => {
    if (method === 'eth_call') return called(params[0])
    if (!(method in answers)) throw new Error(`${method} was not foreseen`)
    return answers[method]
  }
  return { asked, transport: custom({ request }, { retryCount: 0 }) }
}
