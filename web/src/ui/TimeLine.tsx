import { classes } from './classes.ts'
import { useSize } from './useSize.ts'

export type TimePoint = {
  time: number
  value: number | null
  isMarked?: boolean
  /** What is said of a point that lies above any scale: it stands at the upper edge. */
  beyond?: string
}
export type Threshold = { value: number; label: string; tone: 'warn' | 'danger' | 'muted' }

type TimeLineProps = {
  /** What a reader who does not see it is told: what it shows, and where it stands. */
  label: string
  /** Oldest first. Nothing is joined across a value that is not known. */
  points: readonly TimePoint[]
  thresholds?: readonly Threshold[]
  formatValue: (value: number) => string
  formatTime: (time: number) => string
}

const PAD = { left: 4, right: 66, top: 20, bottom: 18 }
/** Where a point stands that no scale holds. */
const EDGE = 4
/** Room for the name of a threshold; the next one's stands beside it, since two thresholds may lie close together. */
const NAME_WIDTH = 104
const FILLS = { warn: 'fill-warn', danger: 'fill-danger', muted: 'fill-muted' }
const STROKES = { warn: 'stroke-warn', danger: 'stroke-danger', muted: 'stroke-line-strong' }

/** One figure over time, as a line with its thresholds. Fills its frame, which must be positioned. */
export function TimeLine({ label, points, thresholds = [], formatValue, formatTime }: TimeLineProps) {
  const [frame, { width, height }] = useSize<HTMLDivElement>()
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const levels = [...known, ...thresholds.map(({ value }) => value)]
  const [first, last] = [points[0], points.at(-1)]
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  const x = (time: number) =>
    PAD.left +
    (!first || !last || last.time === first.time ? 0.5 : (time - first.time) / (last.time - first.time)) *
      Math.max(0, width - PAD.left - PAD.right)
  const y = (value: number) =>
    PAD.top + (high === low ? 0.5 : (high - value) / (high - low)) * Math.max(0, height - PAD.top - PAD.bottom)
  const placed = points.map((point) => ({
    ...point,
    x: x(point.time),
    y: point.beyond !== undefined ? EDGE : point.value === null ? null : y(point.value),
  }))
  return (
    <div ref={frame} className="absolute inset-0">
      {width > 0 && levels.length > 0 && first && last && (
        <svg width={width} height={height} role="img" aria-label={label} className="block">
          {[...new Set([low, high])].map((value) => (
            <text key={value} x={width - 4} y={y(value) + 4} textAnchor="end" className="figure fill-muted text-2xs">
              {formatValue(value)}
            </text>
          ))}
          {thresholds.map(({ value, label: name, tone }, n) => (
            <g key={name}>
              <line
                x1={PAD.left}
                x2={width - PAD.right}
                y1={y(value)}
                y2={y(value)}
                className={classes('[stroke-dasharray:3_3]', STROKES[tone])}
              />
              <text
                x={PAD.left + n * NAME_WIDTH}
                y={y(value) - 4}
                className={classes('text-2xs stroke-panel [paint-order:stroke] [stroke-width:4]', FILLS[tone])}
              >
                {name} {formatValue(value)}
              </text>
            </g>
          ))}
          {piecesOf(placed).map((piece) => (
            <polyline
              key={piece[0]?.time}
              points={piece.map((point) => `${point.x},${point.y}`).join(' ')}
              className="fill-none stroke-fg [stroke-width:1.5]"
            />
          ))}
          {placed.map(
            (point) =>
              point.y !== null &&
              (point.isMarked || placed.length <= 40) && (
                <circle
                  key={point.time}
                  cx={point.x}
                  cy={point.y}
                  r={point.isMarked ? 3.5 : 2}
                  className={point.isMarked ? 'fill-panel stroke-warn [stroke-width:1.5]' : 'fill-fg'}
                >
                  <title>{`${formatTime(point.time)}: ${point.beyond ?? formatValue(point.value ?? 0)}`}</title>
                </circle>
              ),
          )}
          <text x={PAD.left} y={height - 4} className="fill-muted text-2xs">
            {formatTime(first.time)}
          </text>
          {last.time !== first.time && (
            <text x={width - PAD.right} y={height - 4} textAnchor="end" className="fill-muted text-2xs">
              {formatTime(last.time)}
            </text>
          )}
        </svg>
      )}
    </div>
  )
}

type Placed = { time: number; x: number; y: number | null }

/** Runs of points that are known. */
function piecesOf(points: readonly Placed[]): Placed[][] {
  const pieces: Placed[][] = [[]]
  for (const point of points) {
    if (point.y === null) pieces.push([])
    else pieces.at(-1)?.push(point)
  }
  return pieces.filter((piece) => piece.length > 1)
}
