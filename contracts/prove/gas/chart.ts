/** Lines over a grid whose both axes are logarithmic. */
export type Chart = {
  title: string
  x: string
  y: string
  lines: readonly { name: string; points: readonly (readonly [x: number, y: number])[]; strong: boolean }[]
}

const WIDTH = 820
const HEIGHT = 460
const FRAME = { left: 90, right: 130, top: 50, bottom: 60 }
const STRONG = '#0f766e'
const FAINT = ['#b45309', '#7c3aed', '#be123c', '#1d4ed8', '#4d7c0f']

/** The chart as SVG, readable on light and on dark ground. */
export function drawChart({ title, x, y, lines }: Chart): string {
  const points = lines.flatMap((line) => line.points)
  const across = scale(
    points.map(([at]) => at),
    FRAME.left,
    WIDTH - FRAME.right,
  )
  const up = scale(
    points.map(([, at]) => at),
    HEIGHT - FRAME.bottom,
    FRAME.top,
  )
  const grid = [
    ...across.powers.map((at) => tick(across.place(at), FRAME.top, across.place(at), HEIGHT - FRAME.bottom, at, 'x')),
    ...up.powers.map((at) => tick(FRAME.left, up.place(at), WIDTH - FRAME.right, up.place(at), at, 'y')),
  ]
  const drawn = lines.map((line, n) => {
    const colour = line.strong ? STRONG : FAINT[(n - 1) % FAINT.length]
    const places = line.points.map(([px, py]) => `${across.place(px)},${up.place(py)}`)
    const [lastX = 0, lastY = 0] = line.points.at(-1) ?? []
    return [
      `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="${line.strong ? 3.5 : 1.5}"/>`,
      ...places.map(
        (place) => `<circle cx="${place.split(',')[0]}" cy="${place.split(',')[1]}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${across.place(lastX) + 8}" y="${up.place(lastY) + 4}" fill="${colour}">${line.name}</text>`,
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${FRAME.left}" y="28" font-size="16" font-weight="600" fill="#111827">${title}</text>
${grid.join('\n')}
<text x="${(FRAME.left + WIDTH - FRAME.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle" fill="#374151">${x}</text>
<text x="20" y="${HEIGHT / 2}" text-anchor="middle" fill="#374151" transform="rotate(-90 20 ${HEIGHT / 2})">${y}</text>
${drawn.join('\n')}
</svg>
`
}

function tick(x1: number, y1: number, x2: number, y2: number, value: number, axis: 'x' | 'y'): string {
  const label =
    axis === 'x'
      ? `<text x="${x1}" y="${y2 + 20}" text-anchor="middle" fill="#6b7280">${value.toLocaleString('en-US')}</text>`
      : `<text x="${x1 - 8}" y="${y1 + 4}" text-anchor="end" fill="#6b7280">${value.toLocaleString('en-US')}</text>`
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#e5e7eb"/>${label}`
}

/** Whole powers of ten from below the least value to above the greatest. */
function scale(
  values: readonly number[],
  from: number,
  to: number,
): { place: (value: number) => number; powers: number[] } {
  const first = Math.floor(Math.log10(Math.min(...values)))
  const last = Math.ceil(Math.log10(Math.max(...values)))
  const place = (value: number): number =>
    Math.round((from + ((Math.log10(value) - first) / (last - first)) * (to - from)) * 10) / 10
  return { place, powers: Array.from({ length: last - first + 1 }, (_, n) => 10 ** (first + n)) }
}
