import type { Note } from '@gigahour/indexer/api/notes'
import { useState } from 'react'
import type { Address } from 'viem'
import { cleanText, formatLots, formatMoney, formatPercent, formatUsdc, formatUtc, UNKNOWN } from '../format.ts'
import { useLocale, useWords } from '../i18n/text.tsx'
import { MarketLink } from '../series/MarketLink.tsx'
import { Badge, type Tone } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Figure, Figures } from '../ui/Figures.tsx'
import { useWallet } from '../wallet/useWallet.ts'
import { DepositRevenue } from './DepositRevenue.tsx'
import { ListButton } from './ListButton.tsx'
import { nextCoupon } from './nextCoupon.ts'
import { TakeUnsold } from './TakeUnsold.tsx'
import { providerWords } from './words.ts'

const BP = 10_000
/** Under this share of three months' schedule a note is under stress, in basis points. */
const COVENANT = 7_000

const TONES: Record<Note['state'], Tone> = {
  performing: 'good',
  late: 'warn',
  stress: 'danger',
  conversion: 'danger',
  converted: 'plain',
  paid: 'good',
}

/** One note of the provider: coupons, the next one due, its covenant. */
export function NoteCard({ note }: { note: Note }) {
  const words = useWords(providerWords)
  const locale = useLocale()
  const isReady = useWallet().status === 'ready'
  const [dialog, setDialog] = useState<'deposit' | 'unsold' | null>(null)
  const symbol = cleanText(note.symbol, 32)
  const next = nextCoupon(note)
  return (
    <article aria-label={symbol} className="flex flex-col gap-3 px-4 py-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <h3 className="font-medium">{symbol}</h3>
        <Badge tone={TONES[note.state]}>{words.noteState[note.state]}</Badge>
        {note.sold === note.lots ? <Badge>{words.soldOut}</Badge> : !note.saleOpen && <Badge>{words.saleClosed}</Badge>}
        <span className="text-muted text-xs">
          {cleanText(note.productLine, 32)} · {words.share} {formatPercent(note.shareBp / BP, { digits: 1 })} ·{' '}
          {words.capOf((note.capBp / BP).toFixed(2), formatUsdc(note.perTokenCap, { minimum: 2 }))}
        </span>
        {note.market && <MarketLink symbol={note.market} />}
      </header>
      <Figures>
        <Figure label={words.sold} value={formatLots(note.sold)} hint={words.ofNotes(formatLots(note.lots))} />
        <Figure
          label={words.depositedFigure}
          value={formatMoney(note.deposited)}
          unit="USDC"
          hint={words.depositedHint(formatMoney(note.revenue))}
        />
        <Figure label={words.unpaid} value={formatMoney(note.unpaid)} unit="USDC" hint={words.unpaidHint} />
        <Figure
          label={words.nextDue}
          value={next ? formatUtc(next.dueAt, locale) : UNKNOWN}
          hint={
            next &&
            (next.state === 'missed' ? words.missedHint : words.nextDueHint)(
              formatMoney(next.missing, undefined, { exact: true }),
            )
          }
          tone={next?.state === 'missed' ? 'danger' : next?.state === 'late' ? 'warn' : undefined}
        />
        <Figure
          label={words.covenant}
          value={note.covenantBp === null ? UNKNOWN : formatPercent(note.covenantBp / BP, { digits: 1 })}
          hint={words.covenantHint}
          tone={note.covenantBp !== null && note.covenantBp < COVENANT ? 'danger' : undefined}
        />
        <Figure
          label={words.arrears}
          value={formatMoney(note.arrears)}
          unit="USDC"
          hint={words.arrearsHint}
          tone={note.arrears === '0' ? undefined : 'warn'}
        />
      </Figures>
      <div className="flex flex-wrap gap-2">
        <Button disabled={!isReady || note.unpaid === '0'} onClick={() => setDialog('deposit')}>
          {words.deposit}
        </Button>
        {note.saleOpen && note.unsold !== '0' && (
          <Button disabled={!isReady} onClick={() => setDialog('unsold')}>
            {words.takeUnsold}
          </Button>
        )}
        {!note.market && <ListButton token={note.token as Address} symbol={symbol} />}
      </div>
      {dialog === 'deposit' && <DepositRevenue note={note} onClose={() => setDialog(null)} />}
      {dialog === 'unsold' && <TakeUnsold note={note} onClose={() => setDialog(null)} />}
    </article>
  )
}
