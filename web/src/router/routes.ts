/** Every page of the app. What begins with `$` is a parameter, always the last segment. */
const PATHS = [
  '/',
  '/trade/$symbol',
  '/spreads',
  '/block',
  '/block/$quote',
  '/portfolio',
  '/deliver',
  '/provider',
  '/index',
  '/financing',
  '/financing/$address',
  '/status',
] as const

export type Path = (typeof PATHS)[number]
type ParamOf<P extends Path> = P extends `${string}$${infer Name}` ? Name : never
export type Params<P extends Path> = Record<ParamOf<P>, string>
export type SearchName = 'grade' | 'tab'

/** Where a link leads: a path with the parameters that it names. */
export type Target<P extends Path> = {
  to: P
  search?: Partial<Record<SearchName, string>>
} & ([ParamOf<P>] extends [never] ? { params?: never } : { params: Params<P> })

export type Match = { [P in Path]: { path: P; params: Params<P> } }[Path]

export function hrefOf<P extends Path>({ to, params, search }: Target<P>): string {
  const values: Record<string, string> = params ?? {}
  const path = to.replace(/\$(\w+)/, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const query = new URLSearchParams(search).toString()
  return query ? `${path}?${query}` : path
}

/** The page of a path; null where there is none, or where the path cannot be decoded. */
export function matchPath(pathname: string): Match | null {
  const segments = segmentsOf(pathname)
  if (!segments) return null
  for (const path of PATHS) {
    const template = path.split('/').filter(Boolean)
    const fits = template.every((part, index) => part.startsWith('$') || part === segments[index]?.toLowerCase())
    if (!fits || template.length !== segments.length) continue
    const last = template.at(-1)
    return { path, params: last?.startsWith('$') ? { [last.slice(1)]: segments.at(-1) } : {} } as Match
  }
  return null
}

/** Whether the page at `pathname` is the one at `href` or lies below it. Below the root is only the root. */
export function isWithin(pathname: string, href: string): boolean {
  const here = segmentsOf(pathname)
  const there = segmentsOf(href.split('?')[0] as string)
  if (!here || !there) return false
  return there.length === 0 ? here.length === 0 : there.every((segment, index) => segment === here[index])
}

function segmentsOf(pathname: string): string[] | null {
  try {
    return pathname.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return null
  }
}
