import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Path } from './routes.ts'

type Page = { load: () => Promise<{ default: ComponentType }>; Component: LazyExoticComponent<ComponentType> }

export const PAGES: Record<Path, Page> = {
  '/': page(async () => (await import('../series/MarketsPage.tsx')).MarketsPage),
  '/trade/$symbol': page(async () => (await import('../trade/TradePage.tsx')).TradePage),
  '/spreads': page(async () => (await import('../legs/LegsPage.tsx')).LegsPage),
  '/block': page(async () => (await import('../block/BlockPage.tsx')).BlockPage),
  '/block/$quote': page(async () => (await import('../block/QuotePage.tsx')).QuotePage),
  '/portfolio': page(async () => (await import('../account/PortfolioPage.tsx')).PortfolioPage),
  '/deliver': page(async () => (await import('../delivery/DeliverPage.tsx')).DeliverPage),
  '/provider': page(async () => (await import('../provider/ProviderPage.tsx')).ProviderPage),
  '/index': page(async () => (await import('../index/IndexPage.tsx')).IndexPage),
  '/financing': page(async () => (await import('../financing/FinancingPage.tsx')).FinancingPage),
  '/financing/$address': page(async () => (await import('../financing/InstrumentPage.tsx')).InstrumentPage),
  '/status': page(async () => (await import('../status/StatusPage.tsx')).StatusPage),
}

/** Fetches the code of a page before it is asked for. That it failed is told when the page is opened. */
export function preload(path: Path): void {
  PAGES[path].load().catch(() => {})
}

function page(component: () => Promise<ComponentType>): Page {
  const load = async () => ({ default: await component() })
  return { load, Component: lazy(load) }
}
