import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router'
import type { PortfolioTab } from './account/PortfolioPage.tsx'
import { useText } from './i18n/text.tsx'
import { Shell } from './shell/Shell.tsx'
import { Empty } from './ui/states.tsx'

const PORTFOLIO_TABS: readonly string[] = ['orders', 'fills'] satisfies PortfolioTab[]

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })

const markets = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search): { grade?: string } => (typeof search.grade === 'string' ? { grade: search.grade } : {}),
  component: lazyRouteComponent(() => import('./series/MarketsPage.tsx'), 'MarketsPage'),
})

const trade = createRoute({
  getParentRoute: () => root,
  path: '/trade/$symbol',
  component: lazyRouteComponent(() => import('./trade/TradePage.tsx'), 'TradePage'),
})

const portfolio = createRoute({
  getParentRoute: () => root,
  path: '/portfolio',
  validateSearch: (search): { tab?: PortfolioTab } =>
    PORTFOLIO_TABS.includes(search.tab as string) ? { tab: search.tab as PortfolioTab } : {},
  component: lazyRouteComponent(() => import('./account/PortfolioPage.tsx'), 'PortfolioPage'),
})

const legs = createRoute({
  getParentRoute: () => root,
  path: '/spreads',
  component: lazyRouteComponent(() => import('./legs/LegsPage.tsx'), 'LegsPage'),
})

const block = createRoute({
  getParentRoute: () => root,
  path: '/block',
  component: lazyRouteComponent(() => import('./block/BlockPage.tsx'), 'BlockPage'),
})

const quote = createRoute({
  getParentRoute: () => root,
  path: '/block/$quote',
  component: lazyRouteComponent(() => import('./block/QuotePage.tsx'), 'QuotePage'),
})

const index = createRoute({
  getParentRoute: () => root,
  path: '/index',
  validateSearch: (search): { grade?: string } => (typeof search.grade === 'string' ? { grade: search.grade } : {}),
  component: lazyRouteComponent(() => import('./index/IndexPage.tsx'), 'IndexPage'),
})

const deliver = createRoute({
  getParentRoute: () => root,
  path: '/deliver',
  component: lazyRouteComponent(() => import('./delivery/DeliverPage.tsx'), 'DeliverPage'),
})

const provider = createRoute({
  getParentRoute: () => root,
  path: '/provider',
  component: lazyRouteComponent(() => import('./provider/ProviderPage.tsx'), 'ProviderPage'),
})

const financing = createRoute({
  getParentRoute: () => root,
  path: '/financing',
  component: lazyRouteComponent(() => import('./financing/FinancingPage.tsx'), 'FinancingPage'),
})

const instrument = createRoute({
  getParentRoute: () => root,
  path: '/financing/$address',
  component: lazyRouteComponent(() => import('./financing/InstrumentPage.tsx'), 'InstrumentPage'),
})

const status = createRoute({
  getParentRoute: () => root,
  path: '/status',
  component: lazyRouteComponent(() => import('./status/StatusPage.tsx'), 'StatusPage'),
})

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      markets,
      trade,
      legs,
      block,
      quote,
      portfolio,
      deliver,
      provider,
      index,
      financing,
      instrument,
      status,
    ]),
    defaultPreload: 'intent',
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
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
