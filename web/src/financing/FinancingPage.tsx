import type { FinancingRow } from '@gigahour/indexer/api/financing'
import { useQuery } from '@tanstack/react-query'
import { formatBp, formatLots, formatMoney, formatUsdc, shortAddress, UNKNOWN } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useServices } from '../services.ts'
import { classes } from '../ui/classes.ts'
import { type Column, DataTable, ScrollArea } from '../ui/DataTable.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { Panel } from '../ui/Panel.tsx'
import { NOT_MEDIUM, NOT_NARROW } from '../ui/room.ts'
import { Empty, LoadError, OldData, Skeleton } from '../ui/states.tsx'
import { useIssuedFeeds, useOverviewFeed } from './feeds.ts'
import { creditsQuery, notesQuery, overviewQuery } from './queries.ts'
import { RunMonitor } from './RunMonitor.tsx'
import { financingWords } from './words.ts'

const ALARMING: readonly string[] = ['default', 'stress', 'late', 'closed', 'conversion']

/** Every credit, note and bundle: what it raised, at which rate, and whether it is covered; and signs of a run. */
export function FinancingPage() {
  const text = useText()
  const words = useWords(financingWords)
  const services = useServices()
  useIssuedFeeds()
  useOverviewFeed()
  const overview = useQuery(overviewQuery(services))
  const credits = useQuery(creditsQuery(services))
  const notes = useQuery(notesQuery(services))
  const coverage = new Map(credits.data?.map(({ token, coverageBp }) => [token, coverageBp]))
  const queued = new Map(credits.data?.map(({ token, queued }) => [token, queued]))
  const paid = new Map(notes.data?.map(({ token, deposited }) => [token, deposited]))
  const columns: Column<FinancingRow>[] = [
    {
      id: 'instrument',
      header: words.instrument,
      align: 'left',
      className: 'max-md:py-1.5',
      cell: ({ token, symbol, name, kind }) => (
        <Link to="/financing/$address" params={{ address: token }} className="underline" title={name}>
          <span className="figure">{symbol}</span> <span className="text-muted max-md:block">{words.kind[kind]}</span>
        </Link>
      ),
    },
    {
      id: 'state',
      header: words.state,
      align: 'left',
      cell: ({ state }) => (
        <span className={classes(ALARMING.includes(state) && 'text-warn')}>{words.states[state] ?? state}</span>
      ),
    },
    {
      id: 'price',
      header: `${words.price}, ${words.perToken}`,
      className: NOT_NARROW,
      cell: (row) => <Price row={row} />,
    },
    {
      id: 'fair',
      header: `${words.fair}, ${words.perToken}`,
      className: NOT_NARROW,
      cell: (row) => <Fair row={row} />,
    },
    {
      id: 'drop',
      header: words.discount,
      className: NOT_NARROW,
      cell: ({ financing }) => formatBp(financing.dropBp),
    },
    {
      id: 'rate',
      header: <abbr title={words.rateRule}>{words.rate}</abbr>,
      className: 'max-md:whitespace-normal',
      cell: ({ financing }) => <span className="font-medium">{formatBp(financing.rateBp)}</span>,
    },
    {
      id: 'coverage',
      header: <abbr title={words.coverageRule}>{words.coverage}</abbr>,
      cell: ({ token }) => formatBp(coverage.get(token)),
    },
    {
      id: 'queue',
      header: words.queued,
      className: NOT_MEDIUM,
      cell: ({ token }) => (queued.has(token) ? formatLots(queued.get(token)) : UNKNOWN),
    },
    {
      id: 'coupons',
      header: words.coupons,
      className: NOT_MEDIUM,
      cell: ({ token }) => formatMoney(paid.get(token)),
    },
    {
      id: 'outstanding',
      header: words.outstanding,
      className: NOT_MEDIUM,
      cell: ({ outstanding }) => formatMoney(outstanding),
    },
    {
      id: 'issuer',
      header: words.issuer,
      className: NOT_MEDIUM,
      cell: ({ issuer }) => <span title={issuer}>{shortAddress(issuer)}</span>,
    },
    {
      id: 'market',
      header: text.order.market,
      className: NOT_NARROW,
      align: 'left',
      cell: ({ market }) =>
        market === null ? (
          <span className="text-muted">{words.notListed}</span>
        ) : (
          <Link to="/trade/$symbol" params={{ symbol: market }} className="underline">
            {words.trade}
          </Link>
        ),
    },
  ]
  return (
    <div className="flex flex-1 flex-col gap-px bg-line xl:min-h-0 xl:overflow-y-auto">
      <PageHead title={words.title}>{words.detail}</PageHead>
      <Panel title={words.all} className="shrink-0">
        {overview.isPending && <Skeleton rows={6} rowHeight={28} />}
        {overview.isLoadingError && <LoadError error={overview.error} onRetry={overview.refetch} />}
        {overview.isRefetchError && <OldData onRetry={overview.refetch} />}
        {overview.data?.length === 0 && <Empty title={words.none} detail={words.noneDetail} />}
        {overview.data && overview.data.length > 0 && (
          <>
            <ScrollArea label={words.all} className="overflow-x-auto">
              <DataTable label={words.all} columns={columns} rows={overview.data} keyOf={({ token }) => token} />
            </ScrollArea>
            <dl className="grid gap-x-6 gap-y-1 border-line border-t p-3 text-2xs text-muted md:grid-cols-2">
              {[
                [words.fair, words.fairRule],
                [words.rate, words.rateRule],
                [words.discount, words.discountRule],
                [words.coverage, words.coverageRule],
                [words.outstanding, words.outstandingRule],
              ].map(([name, rule]) => (
                <div key={name}>
                  <dt className="inline font-medium text-fg">{name}: </dt>
                  <dd className="inline">{rule}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Panel>
      <RunMonitor />
      <div className="flex-1 bg-panel" />
    </div>
  )
}

function Price({ row: { financing } }: { row: FinancingRow }) {
  const words = useWords(financingWords)
  if (financing.price === null) return UNKNOWN
  return (
    <span title={financing.priceSource ? words.priceSource[financing.priceSource] : undefined}>
      {formatUsdc(financing.price)}
    </span>
  )
}

function Fair({ row: { financing } }: { row: FinancingRow }) {
  const words = useWords(financingWords)
  return (
    <span title={financing.fairSource ? words.fairSource[financing.fairSource] : undefined}>
      {formatUsdc(financing.fair)}
    </span>
  )
}
