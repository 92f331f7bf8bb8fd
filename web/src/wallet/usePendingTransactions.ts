import { useEffect } from 'react'
import { useConfig } from 'wagmi'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { isUnderWay, type Transaction } from './transactions.ts'

/** Takes up again the transactions that were under way when the page was left. */
export function usePendingTransactions(): void {
  const wagmi = useConfig()
  const { config, transactions } = useServices()
  const text = useText()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page load, with what was there then
  useEffect(() => {
    const resume = async (transaction: Transaction) => {
      const { hash } = transaction
      if (!hash) return
      const chain = await import('./chain.ts')
      if (!(await chain.isKnown(wagmi, config, hash))) {
        transactions.put({ ...transaction, status: 'lost', detail: text.write.lost, slots: [] })
        return
      }
      const receipt = await chain.waitFor(wagmi, config, hash, transaction.account)
      transactions.put({
        ...transaction,
        status: receipt.isSuccess ? 'confirmed' : 'failed',
        detail: receipt.isSuccess ? text.write.confirmed : text.write.reverted,
        block: receipt.block,
        slots: [],
      })
    }
    for (const transaction of transactions.all().filter(isUnderWay)) {
      // A chain that does not answer leaves it as it is; the next load tries again.
      resume(transaction).catch(() => {})
    }
  }, [])
}
