import { formatLots, formatPrice, type Scale } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { classes } from '../ui/classes.ts'
import { type BookRow, shareOf } from './grouping.ts'

type BookSideProps = {
  side: 'bid' | 'ask'
  /** Best first. */
  rows: BookRow[]
  /** Rows that the side takes up, filled or not. */
  height: number
  /** Lots that a full bar stands for. */
  deepest: bigint
  scale: Scale
  /** False on the first draw: only a change lights up. */
  animate: boolean
  onPick: (tick: number, lots: bigint) => void
}

/** One side of the book. Asks stand upside down, so that the best prices meet in the middle. */
export function BookSide({ side, rows, height, deepest, scale, animate, onPick }: BookSideProps) {
  const blank = Array.from({ length: Math.max(0, height - rows.length) }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blank rows are all alike
    <tr key={`blank ${index}`} className="h-[22px]">
      <td colSpan={3} />
    </tr>
  ))
  const shown = rows.map((row, index) => (
    <LevelRow
      key={row.tick}
      side={side}
      row={row}
      isBest={index === 0}
      deepest={deepest}
      scale={scale}
      animate={animate}
      onPick={onPick}
    />
  ))
  if (side === 'ask') shown.reverse()
  return (
    <tbody>
      {side === 'ask' && blank}
      {shown}
      {side === 'bid' && blank}
    </tbody>
  )
}

type LevelRowProps = Pick<BookSideProps, 'side' | 'deepest' | 'scale' | 'animate' | 'onPick'> & {
  row: BookRow
  isBest: boolean
}

function LevelRow({ side, row, isBest, deepest, scale, animate, onPick }: LevelRowProps) {
  const text = useText()
  const pick = () => onPick(row.tick, row.total)
  const price = formatPrice(row.tick, scale)
  return (
    <tr className="relative z-0 h-[22px] cursor-pointer hover:bg-raised" onClick={pick}>
      <td className="relative pl-4 text-left">
        {row.isOwn && (
          <span
            role="img"
            aria-label={text.book.ownOrder}
            title={text.book.ownOrder}
            className="absolute top-[8px] left-[5px] size-1.5 rotate-45 bg-fg"
          />
        )}
        <button
          type="button"
          tabIndex={isBest ? 0 : -1}
          aria-label={text.book.setPrice(price)}
          onClick={(event) => {
            event.stopPropagation()
            pick()
          }}
          className={classes('relative z-1 focus-visible:outline-offset-0', side === 'bid' ? 'text-bid' : 'text-ask')}
        >
          {price}
        </button>
      </td>
      <td className="text-right">
        <span
          key={row.lots.toString()}
          className={classes('rounded-sm px-0.5', animate && (side === 'bid' ? 'flash-bid' : 'flash-ask'))}
        >
          {formatLots(row.lots, scale)}
        </span>
      </td>
      <td className="pr-3 text-right text-muted">
        {formatLots(row.total, scale)}
        <span
          aria-hidden="true"
          className={classes(
            'pointer-events-none absolute inset-y-px right-0 -z-1 opacity-[0.11]',
            side === 'bid' ? 'bg-bid' : 'bg-ask',
          )}
          style={{ width: `${shareOf(row.total, deepest) * 100}%` }}
        />
      </td>
    </tr>
  )
}
