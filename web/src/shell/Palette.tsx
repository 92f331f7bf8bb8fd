import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { formatPrice, scaleOf } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { useNavigate } from '../router/location.ts'
import { describeMarket } from '../series/describeMarket.ts'
import { useMarkets } from '../series/useMarkets.ts'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { shellWords } from './words.ts'

type Entry = { id: string; title: string; note: string; figure: string; run: () => void }

/** Finds a market or a page by a few letters; arrows choose, Enter goes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const text = useText()
  const words = useWords(shellWords)
  const locale = useLocale()
  const navigate = useNavigate()
  const { query } = useMarkets()
  const [filter, setFilter] = useState('')
  const [selected, setSelected] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  const entries = useMemo<Entry[]>(() => {
    const go = (
      path: '/' | '/spreads' | '/block' | '/portfolio' | '/deliver' | '/provider' | '/index' | '/financing' | '/status',
      title: string,
    ): Entry => ({
      id: path,
      title,
      note: words.palette.page,
      figure: '',
      run: () => navigate({ to: path }),
    })
    const markets = (query.data ?? []).map((market) => ({
      id: market.symbol,
      title: market.symbol,
      note: describeMarket(market, text, locale),
      figure: formatPrice(market.stats.last ?? market.stats.mid, scaleOf(market)),
      run: () => navigate({ to: '/trade/$symbol', params: { symbol: market.symbol } }),
    }))
    return [
      ...markets,
      go('/', text.page.markets),
      go('/spreads', text.page.spreads),
      go('/block', text.page.block),
      go('/portfolio', text.page.portfolio),
      go('/deliver', text.page.deliver),
      go('/provider', text.page.provider),
      go('/index', text.page.index),
      go('/financing', text.page.financing),
      go('/status', text.page.status),
    ]
  }, [query.data, text, words, locale, navigate])

  const parts = filter.toLowerCase().split(/\s+/)
  const found = entries.filter(({ title, note }) =>
    parts.every((word) => `${title} ${note}`.toLowerCase().includes(word)),
  )
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') choose(found[selected])
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(Math.max(selected + step, 0), found.length - 1)
    setSelected(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Dialog title={words.palette.title} onClose={onClose} className="mt-[12dvh] w-[min(520px,calc(100vw-24px))]">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[selected] ? `${id}-${found[selected].id}` : undefined}
        aria-label={words.palette.hint}
        placeholder={words.palette.hint}
        value={filter}
        onChange={(event) => {
          setFilter(event.target.value)
          setSelected(0)
        }}
        onKeyDown={onKey}
        className="sticky top-0 h-11 w-full border-line border-b bg-panel px-4 text-base outline-none placeholder:text-muted"
      />
      {found.length === 0 && <p className="p-4 text-muted">{words.palette.nothing}</p>}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={words.palette.title}
        className="max-h-[50dvh] overflow-y-auto py-1"
      >
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard acts on the input, which points here
          <div
            key={entry.id}
            id={`${id}-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === selected}
            onClick={() => choose(entry)}
            onPointerMove={() => setSelected(index)}
            className={classes(
              'grid h-8 cursor-pointer grid-cols-[120px_1fr_auto] items-center px-4 pointer-coarse:h-11',
              index === selected && 'bg-raised',
            )}
          >
            <span className="figure text-sm">{entry.title}</span>
            <span className="truncate text-muted text-xs">{entry.note}</span>
            <span className="figure text-xs">{entry.figure}</span>
          </div>
        ))}
      </div>
    </Dialog>
  )
}
