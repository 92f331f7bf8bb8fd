import { type Address, type Chain, createWalletClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

export type RpcRequest = { method: string; params?: unknown[] }

/** Answers what a wallet would be asked, with a key that lies in the page. Loaded only if the demo account is used. */
export function createDemoSigner(privateKey: Hex, chain: Chain, rpcUrl: string) {
  const account = privateKeyToAccount(privateKey)
  const client = createWalletClient({ account, chain, transport: http(rpcUrl) })
  return {
    address: account.address,
    request: async ({ method, params = [] }: RpcRequest): Promise<unknown> => {
      switch (method) {
        case 'eth_accounts':
        case 'eth_requestAccounts':
          return [account.address]
        case 'eth_chainId':
          return `0x${chain.id.toString(16)}`
        case 'eth_sendTransaction': {
          const { to, data, value, gas } = params[0] as { to: Address; data?: Hex; value?: Hex; gas?: Hex }
          return client.sendTransaction({
            to,
            ...(data ? { data } : {}),
            ...(value ? { value: BigInt(value) } : {}),
            ...(gas ? { gas: BigInt(gas) } : {}),
          })
        }
        case 'eth_signTypedData_v4':
          return account.signTypedData(JSON.parse(params[1] as string))
        default:
          return client.request({ method, params } as never)
      }
    },
  }
}
