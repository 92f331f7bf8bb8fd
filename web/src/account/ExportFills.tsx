import { useState } from 'react'
import { useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { showToast } from '../ui/toast.tsx'
import { useAddress } from '../wallet/useWallet.ts'
import { allFills } from './allFills.ts'
import { fillsToCsv } from './csv.ts'
import { useAccountFills } from './useAccount.ts'
import { portfolioWords } from './words.ts'

/** Saves all fills of the account as a CSV file. */
export function ExportFills() {
  const text = useText()
  const words = useWords(portfolioWords)
  const { rest } = useServices()
  const address = useAddress()
  const shown = useAccountFills()
  const { bySymbol } = useMarkets()
  const [isReading, setReading] = useState(false)
  const save = async () => {
    if (!address) return
    setReading(true)
    try {
      download(fillsToCsv(await allFills(rest, address), bySymbol))
    } catch {
      // Half of them would be taken for all: nothing is saved.
      showToast({ id: 'export fills', tone: 'danger', title: words.exportCsv, detail: text.write.network })
    }
    setReading(false)
  }
  const isEmpty = !shown.data || shown.data.length === 0
  return (
    <Button size="small" look="quiet" disabled={isEmpty || isReading} onClick={() => void save()}>
      {words.exportCsv}
    </Button>
  )
}

function download(csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `gigahour-fills-${new Date().toISOString().slice(0, 10)}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
