import { useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { Button } from '../ui/Button.tsx'
import { fillsToCsv } from './csv.ts'
import { useAccountFills } from './useAccount.ts'
import { portfolioWords } from './words.ts'

/** Saves the account's fills as a CSV file. */
export function ExportFills() {
  const words = useWords(portfolioWords)
  const fills = useAccountFills()
  const { bySymbol } = useMarkets()
  const save = () => {
    const file = new Blob([fillsToCsv(fills.data ?? [], bySymbol)], { type: 'text/csv' })
    const url = URL.createObjectURL(file)
    const link = document.createElement('a')
    link.href = url
    link.download = `gigahour-fills-${new Date().toISOString().slice(0, 10)}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <Button size="small" look="quiet" disabled={!fills.data || fills.data.length === 0} onClick={save}>
      {words.exportCsv}
    </Button>
  )
}
