import { useQueryClient } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useConfig } from 'wagmi'
import { useText } from '../i18n/text.tsx'
import { accountFillsKey, balancesKey, ordersKey, positionsKey } from '../indexer/queries.ts'
import { useServices } from '../services.ts'
import { closeToast, showToast } from '../ui/toast.tsx'
import type { Receipt } from './chain.ts'
import { activeSession } from './session.ts'
import type { Transaction } from './transactions.ts'
import { useAddress } from './useWallet.ts'
import type { Write } from './write.ts'

/** How long the page waits for the indexer to have seen a block, milliseconds. */
const SHOWN_TIMEOUT = 15_000

export type Sent = { ok: true; receipt: Receipt } | { ok: false }

/**
 * The one path of every write: check the chain → simulate → sign → pending → receipt → shown.
 *
 * It never throws: what went wrong is told to the reader in a sentence, and a refusal in the wallet is no fault.
 */
export function useSend(): (write: Write, describe?: (receipt: Receipt) => string) => Promise<Sent> {
  const wagmi = useConfig()
  const { config, stream, transactions, sessions } = useServices()
  const queryClient = useQueryClient()
  const address = useAddress()
  const text = useText()

  const refresh = (account: Address) =>
    Promise.all(
      [balancesKey, ordersKey, accountFillsKey, positionsKey].map((key) =>
        queryClient.invalidateQueries({ queryKey: key(account) }),
      ),
    )

  return async (write, describe) => {
    if (!address) return { ok: false }
    let entry: Transaction = {
      id: crypto.randomUUID(),
      account: address,
      summary: write.summary,
      status: 'checking',
      hash: null,
      sentAt: Date.now(),
      block: null,
      detail: null,
      slots: write.slots ?? [],
    }
    const step = (change: Partial<Transaction>) => {
      entry = { ...entry, ...change }
      transactions.put(entry)
    }
    const tell = (tone: 'busy' | 'success' | 'warn' | 'danger' | 'info', detail: string) =>
      showToast({ id: entry.id, tone, title: write.summary, detail })
    const session = 'batch' in write ? activeSession(sessions, address) : null
    try {
      step({})
      tell('busy', text.write.checking)
      const chain = await import('./chain.ts')
      const prepared = await chain.prepare(wagmi, config, address, write, session)
      step({ status: 'signing' })
      if (!prepared.signer) tell('busy', text.write.signing)
      const hash = await chain.send(wagmi, config, address, prepared)
      step({ status: 'pending', hash })
      tell('busy', text.write.pending)
      const receipt = await chain.waitFor(wagmi, config, hash, address)
      if (!receipt.isSuccess) {
        step({ status: 'failed', block: receipt.block, detail: text.write.reverted, slots: [] })
        tell('danger', text.write.reverted)
        return { ok: false }
      }
      const detail = receipt.isSkipped ? text.write.skipped : (describe?.(receipt) ?? text.write.confirmed)
      await untilBlock(stream, receipt.block)
      await refresh(address)
      step({ status: 'confirmed', block: receipt.block, detail, slots: [] })
      tell(receipt.isSkipped ? 'warn' : 'success', detail)
      return { ok: true, receipt }
    } catch (error) {
      // Every error of every contract, with its sentence: needed only now.
      const faults = await import('./fault.ts')
      const fault = faults.faultOf(error)
      const detail = session && fault.kind === 'no gas' ? text.write.keyNoGas : await faults.describeFault(fault, text)
      if (fault.kind === 'declined') {
        step({ status: 'rejected', detail, slots: [] })
        closeToast(entry.id)
        showToast({ id: entry.id, tone: 'info', title: write.summary, detail })
      } else {
        step({ status: entry.hash ? 'lost' : 'failed', detail, slots: [] })
        tell('danger', detail)
      }
      return { ok: false }
    }
  }
}

type Blocks = { state: () => { block: number | null }; onState: (listener: () => void) => () => void }

/** Waits until the indexer has served a block, so that what the receipt promises is on the screen. */
function untilBlock(stream: Blocks, block: number): Promise<void> {
  const isSeen = () => (stream.state().block ?? 0) >= block
  if (isSeen()) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(finish, SHOWN_TIMEOUT)
    const stop = stream.onState(() => isSeen() && finish())
  })
}
