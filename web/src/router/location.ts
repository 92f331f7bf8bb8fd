import { createContext, useCallback, useContext } from 'react'
import { useLocation, useRouter } from 'wouter'
import { hrefOf, type Match, matchPath, type Params, type Path, type SearchName, type Target } from './routes.ts'

/** The path as it stands in the address: decoding twice would change a parameter that holds a percent sign. */
export function usePathname(): string {
  const router = useRouter()
  return router.hook(router)[0]
}

export const useMatch = (): Match | null => matchPath(usePathname())

export function useSearchParam(name: SearchName): string | null {
  const router = useRouter()
  return new URLSearchParams(router.searchHook(router)).get(name)
}

export function useNavigate() {
  const [, go] = useLocation()
  return useCallback(
    <P extends Path>({ replace = false, ...target }: Target<P> & { replace?: boolean }): void =>
      go(hrefOf(target as unknown as Target<P>), { replace }),
    [go],
  )
}

/** Fetches the code of a page. From above, since the pages are made of what holds links. */
export const Preload = createContext<(path: Path) => void>(() => {})

/** The page that is drawn: while the next one is loading, not yet the one in the address. */
export const ShownMatch = createContext<Match | null>(null)

/** @param path - Of the page that asks. */
export function useParams<P extends Path>(path: P): Params<P> {
  const match = useContext(ShownMatch)
  if (match?.path !== path) throw new Error(`The parameters of ${path} are only there on its page`)
  return match.params as Params<P>
}
