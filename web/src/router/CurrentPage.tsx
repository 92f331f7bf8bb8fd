import { Suspense, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useText } from '../i18n/text.tsx'
import { Boundary } from '../ui/Boundary.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty, Skeleton } from '../ui/states.tsx'
import { Link } from './Link.tsx'
import { ShownMatch, usePathname } from './location.ts'
import { PAGES } from './pages.ts'
import { matchPath } from './routes.ts'

/** The page of the address. The one before it stays until its code has come. */
export function CurrentPage() {
  const pathname = useDeferredValue(usePathname())
  const match = useMemo(() => matchPath(pathname), [pathname])
  useScrollToTop(pathname)
  if (!match) return <NotFound />
  const { Component } = PAGES[match.path]
  return (
    <ShownMatch value={match}>
      <Boundary subject={pathname} fallback={<PageFailure />}>
        <Suspense fallback={<Skeleton rows={16} rowHeight={28} />}>
          <Component />
        </Suspense>
      </Boundary>
    </ShownMatch>
  )
}

/** A page that is opened begins at its top; where one goes back to, the browser knows. */
function useScrollToTop(pathname: string): void {
  const before = useRef(pathname)
  const isBack = useRef(false)
  useEffect(() => {
    const onBack = () => {
      isBack.current = window.location.pathname !== before.current
    }
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  useLayoutEffect(() => {
    if (pathname === before.current) return
    before.current = pathname
    if (!isBack.current) window.scrollTo(0, 0)
    isBack.current = false
  }, [pathname])
}

/** Most often a new release has taken the place of the code that this tab asks for. */
function PageFailure() {
  const text = useText()
  return (
    <div role="alert" className="flex flex-1">
      <Empty
        className="flex-1"
        title={text.page.failed}
        action={
          <Button size="small" onClick={() => window.location.reload()}>
            {text.page.reload}
          </Button>
        }
      />
    </div>
  )
}

function NotFound() {
  const text = useText()
  return (
    <Empty
      className="flex-1"
      title={text.page.notFound}
      action={
        <Link to="/" className="underline">
          {text.page.markets}
        </Link>
      }
    />
  )
}
