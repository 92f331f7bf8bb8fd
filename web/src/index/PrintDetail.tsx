import { USDC_DECIMALS } from '@gigahour/contracts/units'
import type { Observation, Print } from '@gigahour/indexer/api/prints'
import { useState } from 'react'
import { formatDate, formatUsdc, formatUtc, formatUtcTime, shortAddress, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useNow } from '../ui/useNow.ts'
import { ChallengeDialog } from './ChallengeDialog.tsx'
import { isChallengeable } from './challengeable.ts'
import { indexWords } from './words.ts'

const DAY = 86_400

type PrintDetailProps = { print: Print /** Reporters of the day who have told nothing. */; silent: readonly string[] }

type Row = { reporter: string; observation: Observation | null }

/** One print: who observed what, who was silent, and whether anybody disputes it. */
export function PrintDetail({ print, silent }: PrintDetailProps) {
  const words = useWords(indexWords)
  const locale = useLocale()
  const now = useNow()
  const [isChallenging, setChallenging] = useState(false)
  const day = formatDate(print.time, locale)
  const rows: Row[] = [
    ...print.observations.map((observation) => ({ reporter: observation.reporter, observation })),
    ...silent.map((reporter) => ({ reporter, observation: null })),
  ]
  const columns: Column<Row>[] = [
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
    {
      id: 'price',
      header: words.unit,
      cell: ({ observation }) => formatUsdc(observation?.price, { minimum: USDC_DECIMALS }),
    },
    {
      id: 'time',
      header: words.time,
      cell: ({ observation }) =>
        observation ? (
          <span title={formatUtc(observation.time, locale)}>{formatUtcTime(observation.time, locale)}</span>
        ) : (
          UNKNOWN
        ),
    },
    {
      id: 'outlier',
      header: words.state,
      align: 'left',
      cell: ({ observation }) =>
        observation === null ? (
          <span className="text-muted">{words.silent}</span>
        ) : observation.isOutlier ? (
          <span className="text-warn">▲ {words.outlier}</span>
        ) : (
          words.counted
        ),
    },
  ]
  return (
    <Panel
      title={words.observations(day)}
      actions={
        isChallengeable(print, now) && (
          <Button size="small" onClick={() => setChallenging(true)}>
            {words.challenge}
          </Button>
        )
      }
    >
      <ScrollArea label={words.observations(day)} className="overflow-x-auto">
        <DataTable label={words.observations(day)} columns={columns} rows={rows} keyOf={({ reporter }) => reporter} />
      </ScrollArea>
      <div className="flex flex-col gap-2 p-3 text-xs">
        {print.finalAt !== null && (
          <p>
            {words.finalAt} <span className="figure">{formatUtc(print.finalAt, locale)}</span>
          </p>
        )}
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
        <p className="text-muted">
          {words.printsRule}. {words.outlierRule}.
        </p>
      </div>
      {isChallenging && <ChallengeDialog print={print} onClose={() => setChallenging(false)} />}
    </Panel>
  )
}
