import { perform } from '@gigahour/contracts/actions'
import type { WriteCall } from '@gigahour/contracts/calls'
import type { Page } from 'playwright-core'
import { createPublicClient, webSocket } from 'viem'
import type { LocalAccount } from '../src/chain/accounts.ts'
import { localSigner } from '../src/chain/anvil.ts'
import type { Stack } from '../src/stack.ts'

/** Run in the page: waits until a figure says something else, and tells when. Both clocks are this machine's. @param name - Of the figure. */
const untilChanged = (name: string): string => `new Promise((resolve) => {
  const path = '//dt[normalize-space()=${JSON.stringify(name)}]/following-sibling::dd[1]'
  const figure = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
  const before = figure.textContent
  const look = () => figure.textContent !== before && resolve(Date.now())
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
})`

/**
 * From the moment a block is there until a figure shows what a call in it did, milliseconds.
 *
 * @param call - Changes what the figure says.
 * @param rounds - How often it is done and measured.
 */
export async function delaysOf(
  { rpcUrl, wsUrl }: Stack,
  account: LocalAccount,
  { call, page, figure, rounds }: { call: WriteCall; page: Page; figure: string; rounds: number },
): Promise<number[]> {
  const signer = localSigner(rpcUrl, account)
  const minedAt = new Map<bigint, number>()
  const transport = webSocket(wsUrl)
  const watcher = createPublicClient({ transport })
  const stop = watcher.watchBlockNumber({ onBlockNumber: (block) => minedAt.set(block, Date.now()) })
  const delays: number[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const shown = page.evaluate<number>(untilChanged(figure))
      const { blockNumber } = await perform(signer, call)
      const at = await shown
      const mined = minedAt.get(blockNumber)
      if (mined === undefined) throw new Error(`Block ${blockNumber} was not announced`)
      delays.push(at - mined)
    }
  } finally {
    stop()
  }
  return delays
}
