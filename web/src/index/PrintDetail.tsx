import { USDC_DECIMALS } from '@gigahour/contracts/units'
import type { Observation, Print } from '@gigahour/indexer/api/prints'
import { useState } from 'react'
import { formatDate, formatUsdc, formatUtc, shortAddress } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useNow } from '../ui/useNow.ts'
import { ChallengeDialog } from './ChallengeDialog.tsx'
import { indexWords } from './words.ts'

const DAY = 86_400

/** One print: who observed what, and whether anybody disputes it. */
export function PrintDetail({ print }: { print: Print }) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const now = useNow()
  const [isChallenging, setChallenging] = useState(false)
  const day = formatDate(print.time, locale)
  const dayEnd = (print.day + 1) * DAY
  // A print can be challenged after its day, as long as it is not final; a carried one is challenged on its own day.
  const isOpen = print.status === 'printed' && !print.isFinal && now >= dayEnd && now < (print.finalAt ?? 0)
  const columns: Column<Observation>[] = [
    {
      id: 'reporter',
      header: words.reporters,
      align: 'left',
      cell: ({ reporter }) => (
        <span className="figure" title={reporter}>
          {shortAddress(reporter)}
        </span>
      ),
    },
    { id: 'price', header: words.unit, cell: ({ price }) => formatUsdc(price, { minimum: USDC_DECIMALS }) },
    { id: 'time', header: words.time, cell: ({ time }) => formatUtc(time, locale) },
    {
      id: 'outlier',
      header: words.state,
      align: 'left',
      cell: ({ isOutlier }) =>
        isOutlier && (
          <span className="text-warn" title={words.outlierRule}>
            ▲ {words.outlier}
          </span>
        ),
    },
  ]
  return (
    <Panel
      title={words.observations(day)}
      actions={
        isOpen && (
          <Button size="small" onClick={() => setChallenging(true)}>
            {words.challenge}
          </Button>
        )
      }
    >
      <ScrollArea label={words.observations(day)} className="overflow-x-auto">
        <DataTable
          label={words.observations(day)}
          columns={columns}
          rows={print.observations}
          keyOf={({ reporter }) => reporter}
        />
      </ScrollArea>
      <div className="flex flex-col gap-2 p-3 text-xs">
        {print.status === 'carried' && print.source !== null && (
          <p>{words.carriedFrom(formatDate(print.source * DAY, locale))}</p>
        )}
        {print.withheld && (
          <p className="text-warn">{words.withheld(formatUsdc(print.withheld.median), print.withheld.needed)}</p>
        )}
        {print.challenge && (
          <p className={print.challenge.state === 'open' ? 'text-warn' : undefined}>
            {words.challenged(shortAddress(print.challenge.challenger), formatUsdc(print.challenge.price))}{' '}
            {words.challengeState[print.challenge.state]}{' '}
            {print.challenge.state === 'open' && words.ruling(formatUtc(print.challenge.deadline, locale))}
          </p>
        )}
        <p className="text-muted">{words.printsRule}</p>
      </div>
      {isChallenging && <ChallengeDialog print={print} onClose={() => setChallenging(false)} />}
    </Panel>
  )
}
