import { setCost } from '@gigahour/contracts/funding'
import { type Lots, toLots } from '@gigahour/contracts/units'
import { type FormEvent, useState } from 'react'
import { formatLots, formatMoney, formatPrice, parseDecimal, scaleOf, toInput } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { type Series, termsOfMarket } from '../series/marketTerms.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useSend } from '../wallet/useSend.ts'
import { useHoldings } from './useAccount.ts'
import { useSettleFirst } from './useSettleFirst.ts'
import { setsWords } from './words.ts'

type SetsDialogProps = { market: Series; onClose: () => void }

/** Splits money into LONG and SHORT, or merges them back: cap × hours either way, exact. */
export function SetsDialog({ market, onClose }: SetsDialogProps) {
  const text = useText()
  const words = useWords(setsWords)
  const holdings = useHoldings(market)
  const send = useSend()
  const settleFirst = useSettleFirst()
  const [chosen, setMode] = useState<'split' | 'merge'>('merge')
  const [size, setSize] = useState('')
  const [isSending, setSending] = useState(false)
  // Trading may end while the window is open.
  const mode = market.status === 'trading' ? chosen : 'merge'
  const scale = scaleOf(market)
  const rules = termsOfMarket(market)
  const most: bigint = holdings
    ? mode === 'merge'
      ? least(holdings.long, holdings.short)
      : holdings.quote / (BigInt(market.cap) * rules.unit)
    : 0n
  const parsed = parseDecimal(size, scale.sizeDecimals)
  const lots: bigint = parsed.ok ? parsed.value : 0n
  const error =
    size === '' ? null : !parsed.ok ? text.problem.sizeMalformed : lots > most ? text.problem.notEnough : null
  const money = `${formatMoney(setCost(rules, lots as Lots).amount, scale)} ${scale.quoteSymbol}`

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (lots === 0n || error || isSending) return
    setSending(true)
    const exact = toLots(lots)
    const shown = formatLots(lots, scale)
    const isReady = await settleFirst()
    const sent = isReady
      ? await send({
          summary: mode === 'split' ? text.write.split(shown, market.symbol) : text.write.merge(shown, market.symbol),
          build: (calls, exchange) =>
            mode === 'split'
              ? calls.split(exchange, market.market, exact)
              : calls.merge(exchange, market.market, exact),
        })
      : null
    setSending(false)
    if (sent?.ok) onClose()
  }
  return (
    <Dialog title={words.title(market.symbol)} onClose={onClose}>
      <form
        aria-label={words.title(market.symbol)}
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void submit(event)}
      >
        <p className="text-muted text-xs">{words.detail(formatPrice(market.cap, scale))}</p>
        {market.status === 'trading' ? (
          <Segmented
            name="sets"
            legend={words.open}
            value={mode}
            onChange={setMode}
            options={[
              { id: 'merge', label: words.merge },
              { id: 'split', label: words.split },
            ]}
          />
        ) : (
          <p className="text-warn text-xs">{market.status === 'halted' ? words.halted : words.ended}</p>
        )}
        <Field
          label={text.ticket.size}
          unit={text.unit.hours}
          value={size}
          onChange={setSize}
          error={error}
          placeholder="0.000"
          disabled={isSending}
          aside={
            <span className="label">
              {text.ticket.most}{' '}
              <button
                type="button"
                className="figure text-fg underline decoration-line-strong underline-offset-2"
                onClick={() => setSize(toInput(most, scale.sizeDecimals))}
              >
                {formatLots(most, scale)}
              </button>
            </span>
          }
        />
        <p className="text-sm">{mode === 'merge' ? words.gives(money) : words.costs(money)}</p>
        <Button type="submit" look="primary" size="large" disabled={lots === 0n || error !== null || isSending}>
          {isSending ? text.ticket.sending : words[mode]}
        </Button>
      </form>
    </Dialog>
  )
}

function least(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}
