import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import type { Address, Hex } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { config, renderPage } from '../../test/render.tsx'
import { useApproveFirst } from './useApproveFirst.ts'
import { useWallet } from './useWallet.ts'

const { usdc } = config.deployment
const HASH: Hex = `0x${'cd'.repeat(32)}`
const word = (value: bigint): string => value.toString(16).padStart(64, '0')
/** approve(address,uint256) */
const APPROVE = '0x095ea7b3'

type Asked = { method: string; params?: unknown }

/** A wallet and its node. */
class Node {
  chainId = config.deployment.chainId
  allowance = 0n
  /** The account that the wallet is on. */
  active: Address = ALICE
  account = (): Address => this.active
  /** Whether the wallet goes to the chain that it is asked to go to. */
  obeys = true
  readonly asked: Asked[] = []

  request = async ({ method, params }: Asked): Promise<unknown> => {
    this.asked.push({ method, params })
    switch (method) {
      case 'eth_chainId':
        return `0x${this.chainId.toString(16)}`
      case 'wallet_switchEthereumChain':
        if (this.obeys) this.chainId = config.deployment.chainId
        return null
      case 'eth_call':
        return `0x${word(this.isApproval(params) ? 1n : this.allowance)}`
      case 'eth_estimateGas':
        return '0xc350'
      case 'eth_blockNumber':
        return '0x1'
      case 'eth_sendTransaction':
        return HASH
      case 'eth_getTransactionReceipt':
        return RECEIPT
      default:
        return null
    }
  }

  isApproval(params: unknown): boolean {
    const [{ data }] = params as [{ data: string }]
    return data.startsWith(APPROVE)
  }

  get methods(): string[] {
    return this.asked.map(({ method }) => method)
  }

  get sent(): { to: string; data: string }[] {
    return this.asked
      .filter(({ method }) => method === 'eth_sendTransaction')
      .map(({ params }) => (params as [{ to: string; data: string }])[0])
  }
}

const RECEIPT = {
  ...{ transactionHash: HASH, blockHash: HASH, blockNumber: '0x1', transactionIndex: '0x0', status: '0x1', logs: [] },
  ...{ from: ALICE, to: usdc, gasUsed: '0x1', cumulativeGasUsed: '0x1', effectiveGasPrice: '0x1', type: '0x2' },
  ...{ contractAddress: null, logsBloom: '0x' },
}

/** A page that has Bob's contract take 1.234567 USDC. */
function Page({ onDone }: { onDone: (may: boolean) => void }) {
  const approveFirst = useApproveFirst()
  const wallet = useWallet()
  const allowance = { token: usdc, spender: BOB, amount: 1_234_567n, summary: 'Approve' } as const
  return (
    <button
      type="button"
      disabled={wallet.status !== 'ready'}
      onClick={() => void approveFirst(allowance).then(onDone)}
    >
      Go
    </button>
  )
}

/** @returns Whether the contract may take what it is about to take. */
async function press(node: Node, moved?: () => void): Promise<boolean> {
  const done: boolean[] = []
  renderPage(<Page onDone={(may) => done.push(may)} />, { rest: () => [], account: ALICE, node })
  const button = (await screen.findByRole('button', { name: 'Go' })) as HTMLButtonElement
  await waitFor(() => expect(button.disabled).toBe(false))
  moved?.()
  fireEvent.click(button)
  await waitFor(() => expect(done).toHaveLength(1), { timeout: 10_000 })
  return done[0] as boolean
}

afterEach(cleanup)

test('APPROVE: a contract is allowed exactly what it is about to take', async () => {
  const node = new Node()
  expect(await press(node)).toBe(true)
  expect(node.sent).toMatchObject([{ to: usdc, data: `${APPROVE}${word(BigInt(BOB))}${word(1_234_567n)}` }])
})

test('APPROVE: what it may take already is not approved again', async () => {
  const node = new Node()
  node.allowance = 1_234_567n
  expect(await press(node)).toBe(true)
  expect(node.sent).toEqual([])
})

test('APPROVE: the wallet is asked for its chain right before it is asked to sign', async () => {
  const node = new Node()
  await press(node)
  const sent = node.methods.indexOf('eth_sendTransaction')
  const rehearsed = node.methods.indexOf('eth_estimateGas')
  expect(node.methods.slice(rehearsed, sent)).toContain('eth_chainId')
})

test('APPROVE: nothing is signed on another chain, though the wallet was on ours when the page opened', async () => {
  const node = new Node()
  node.obeys = false
  const move = () => {
    node.chainId = 1
  }
  expect(await press(node, move)).toBe(false)
  expect(node.methods).toContain('wallet_switchEthereumChain')
  expect(node.sent).toEqual([])
})

test('APPROVE: a wallet that goes to our chain when it is asked to may sign', async () => {
  const node = new Node()
  const move = () => {
    node.chainId = 1
  }
  expect(await press(node, move)).toBe(true)
  expect(node.sent).toHaveLength(1)
})

test('APPROVE: nothing is signed by another account, though the page opened with ours', async () => {
  const node = new Node()
  const switchAway = () => {
    node.active = BOB
  }
  expect(await press(node, switchAway)).toBe(false)
  expect(node.sent).toEqual([])
})

test('APPROVE: nothing is signed by an account that the wallet switched to while the write was checked', async () => {
  const node = new Node()
  const { request } = node
  node.request = async (asked) => {
    if (asked.method === 'eth_estimateGas') node.active = BOB
    return request(asked)
  }
  expect(await press(node)).toBe(false)
  expect(node.methods).toContain('eth_estimateGas')
  expect(node.sent).toEqual([])
})
