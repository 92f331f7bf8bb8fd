import type { AccountFill } from '@gigahour/indexer/api'
import type { Rest } from '../indexer/rest.ts'

/** Rows of one answer: the most that the API gives. */
const ROWS = 1_000

type Page = { data: AccountFill[]; next: string | null }

/** Every fill of an account, oldest first: what is exported is complete, however much the page shows. */
export async function allFills(rest: Rest, account: string): Promise<AccountFill[]> {
  const pages: AccountFill[][] = []
  let before = ''
  for (;;) {
    const { data, next } = await rest<Page>(`/v1/accounts/${account}/fills?limit=${ROWS}${before}`)
    pages.unshift(data)
    if (next === null) return pages.flat()
    before = `&before=${encodeURIComponent(next)}`
  }
}
