import type { BrowserContext, Page } from 'playwright-core'
import { BaseError, type Client, type Hex, hexToBigInt, numberToHex } from 'viem'
import { estimateGas, sendTransaction } from 'viem/actions'
import type { LocalAccount } from './chain/accounts.ts'
import { LOCAL_CHAIN_ID, localSigner } from './chain/anvil.ts'

/** A wallet in the browser as an extension brings one: announced by EIP-6963, asked by EIP-1193, its key out of the page's reach. */
export type TestWallet = {
  /** Declines the next transaction that the page asks for. */
  rejectNext: () => void
  /** Does something between the moment the page asks for a transaction and the moment it is signed: the person thinks. */
  beforeNext: (work: () => Promise<unknown>) => void
  /** Chooses another account, and tells the pages that are open. */
  switchTo: (account: LocalAccount) => Promise<void>
}

export type TestWalletOptions = {
  account: LocalAccount
  rpcUrl: string
  /** What it announces itself as. */
  name: string
}

type Request = { method: string; params?: readonly unknown[] }
type Reply = { result: unknown } | { error: { code: number; message: string } }
type Transaction = { to?: Hex; data?: Hex; value?: Hex; gas?: Hex }

/** An error that EIP-1193 has a number for. */
class ProviderError extends Error {
  override name = 'ProviderError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

const REJECTED = 4001
const UNKNOWN_CHAIN = 4902
const INTERNAL = -32_603
const BRIDGE = 'testWalletRequest'
const TELL = 'testWalletAccounts'

/** Puts the wallet into every page that the context opens from now on. */
export async function installWallet(context: BrowserContext, options: TestWalletOptions): Promise<TestWallet> {
  let { account } = options
  let signer = localSigner(options.rpcUrl, account)
  let before: () => Promise<unknown> = async () => {}
  let isAuthorized = false

  const authorize = (): Hex[] => {
    isAuthorized = true
    return [account.address]
  }
  const sign = async ({ to, data = '0x', value = '0x0', gas }: Transaction): Promise<Hex> => {
    const call = { to: to ?? null, data, value: hexToBigInt(value) }
    const limit = gas ? hexToBigInt(gas) : await estimateGas(signer, call)
    const think = before
    before = async () => {}
    await think()
    return sendTransaction(signer, { ...call, gas: limit })
  }
  const answer = async ({ method, params = [] }: Request): Promise<unknown> => {
    switch (method) {
      case 'eth_accounts':
        return isAuthorized ? authorize() : []
      case 'eth_requestAccounts':
        return authorize()
      case 'wallet_requestPermissions':
        return [
          { parentCapability: 'eth_accounts', caveats: [{ type: 'restrictReturnedAccounts', value: authorize() }] },
        ]
      case 'wallet_revokePermissions':
        isAuthorized = false
        return null
      case 'eth_chainId':
        return numberToHex(LOCAL_CHAIN_ID)
      case 'wallet_switchEthereumChain':
        return switchChain(params[0] as { chainId: Hex })
      case 'personal_sign':
        return account.signMessage({ message: { raw: params[0] as Hex } })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(params[1] as string))
      case 'eth_sendTransaction':
        return sign(params[0] as Transaction)
      default:
        return forward(signer, method, params)
    }
  }
  await context.exposeBinding(BRIDGE, (_, request: Request): Promise<Reply> => answer(request).then(success, failure))
  await context.addInitScript({ content: providerScript(options.name) })
  return {
    rejectNext: () => {
      before = () => Promise.reject(new ProviderError(REJECTED, 'User rejected the request.'))
    },
    beforeNext: (work) => {
      before = work
    },
    switchTo: async (to) => {
      account = to
      signer = localSigner(options.rpcUrl, to)
      await Promise.all(context.pages().map((page) => tellAccounts(page, [to.address])))
    },
  }
}

const success = (result: unknown): Reply => ({ result })

function failure(error: unknown): Reply {
  if (error instanceof ProviderError) return { error: { code: error.code, message: error.message } }
  const message = error instanceof BaseError ? error.shortMessage : `${error}`
  return { error: { code: INTERNAL, message } }
}

function switchChain({ chainId }: { chainId: Hex }): null {
  if (Number(chainId) !== LOCAL_CHAIN_ID) throw new ProviderError(UNKNOWN_CHAIN, 'Unrecognized chain')
  return null
}

/** What the wallet does not answer by itself, the node does. */
const forward = (client: Client, method: string, params: readonly unknown[]): Promise<unknown> =>
  (client.request as (request: Request) => Promise<unknown>)({ method, params })

const tellAccounts = (page: Page, accounts: readonly Hex[]): Promise<unknown> =>
  page.evaluate(`window.${TELL}?.(${JSON.stringify(accounts)})`)

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="teal"/></svg>',
)}`

/** The page's end: as text, since it runs in the page before anything else does. */
const providerScript = (name: string): string => `{
  const listeners = new Set()
  window.${TELL} = (accounts) => {
    for (const listener of listeners) listener(accounts)
  }
  const provider = {
    on: (event, listener) => {
      if (event === 'accountsChanged') listeners.add(listener)
      return provider
    },
    removeListener: (event, listener) => {
      listeners.delete(listener)
      return provider
    },
    async request({ method, params }) {
      const reply = await window.${BRIDGE}({ method, params })
      if (reply.error) throw Object.assign(new Error(reply.error.message), { code: reply.error.code })
      return reply.result
    },
  }
  const info = Object.freeze(${JSON.stringify({ uuid: '6f2c1a3e-58d4-4b7e-9a10-3c5d7e9f1b2a', name, icon: ICON, rdns: 'test.wallet' })})
  const detail = Object.freeze({ info, provider })
  const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}`
