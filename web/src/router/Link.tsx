import { type AnchorHTMLAttributes, useContext } from 'react'
import { Link as PlainLink, useRouter } from 'wouter'
import { Preload, usePathname } from './location.ts'
import { hrefOf, isWithin, type Path, type Target } from './routes.ts'

type Props<P extends Path> = Target<P> & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>

/** A link to a page of the app, current while that page or one below it is open. Its code is fetched when it is pointed at. */
export function Link<P extends Path>({ to, params, search, ...rest }: Props<P>) {
  const router = useRouter()
  const pathname = usePathname()
  const preload = useContext(Preload)
  const query = router.searchHook(router).replace(/^\?/, '')
  const href = hrefOf({ to, params, search } as unknown as Target<P>)
  return (
    <PlainLink
      href={href}
      // The page that is open already gets no second entry in the history.
      replace={href === (query ? `${pathname}?${query}` : pathname)}
      aria-current={isWithin(pathname, href) ? 'page' : undefined}
      onPointerEnter={() => preload(to)}
      onFocus={() => preload(to)}
      {...rest}
    />
  )
}
