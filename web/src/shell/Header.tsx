import { Search } from 'lucide-react'
import { useText } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useTradeSymbol } from '../series/useTradeSymbol.ts'
import { IconButton } from '../ui/Button.tsx'
import { AccountButton } from '../wallet/AccountButton.tsx'
import { usePalette } from './paletteContext.tsx'
import { SettingsMenu } from './SettingsMenu.tsx'

const LINK =
  'flex h-full items-center border-b-2 border-transparent px-1 text-muted hover:text-fg max-lg:justify-center aria-[current=page]:border-fg aria-[current=page]:text-fg'

export function Header() {
  const text = useText()
  const { open } = usePalette()
  const symbol = useTradeSymbol()
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-panel max-md:static">
      <div className="flex h-11 items-stretch gap-5 px-3 pointer-coarse:h-14">
        <Link
          to="/"
          className="flex items-center gap-2 font-semibold text-base tracking-tight"
          aria-label={text.shell.home}
        >
          <Mark />
          <span className="max-[420px]:hidden">Gigahour</span>
        </Link>
        <nav aria-label={text.shell.pages} className="flex items-stretch gap-4 text-sm max-lg:hidden">
          <PageLinks symbol={symbol} />
        </nav>
        <div className="ml-auto flex items-center gap-1.5">
          <IconButton label={text.shell.search} onClick={() => open('palette')}>
            <Search size={16} aria-hidden />
          </IconButton>
          <SettingsMenu />
          <AccountButton />
        </div>
      </div>
      <nav
        aria-label={text.shell.pagesNarrow}
        className="grid auto-rows-[40px] grid-cols-4 border-line border-t text-sm md:grid-cols-8 lg:hidden"
      >
        <PageLinks symbol={symbol} />
      </nav>
    </header>
  )
}

function PageLinks({ symbol }: { symbol: string | null }) {
  const text = useText()
  return (
    <>
      <Link to="/" className={LINK}>
        {text.page.markets}
      </Link>
      {symbol ? (
        <Link to="/trade/$symbol" params={{ symbol }} className={LINK}>
          {text.page.trade}
        </Link>
      ) : (
        <span className={LINK}>{text.page.trade}</span>
      )}
      <Link to="/portfolio" className={LINK}>
        {text.page.portfolio}
      </Link>
      <Link to="/deliver" className={LINK}>
        {text.page.deliver}
      </Link>
      <Link to="/provider" className={LINK}>
        {text.page.provider}
      </Link>
      <Link to="/index" className={LINK}>
        {text.page.index}
      </Link>
      <Link to="/financing" className={LINK}>
        {text.page.financing}
      </Link>
      <Link to="/status" className={LINK}>
        {text.page.status}
      </Link>
    </>
  )
}

/** A curve in steps over a base line. */
function Mark() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 21h5v-6h6V9h6V5h5" className="fill-none stroke-accent [stroke-width:3]" />
      <path d="M5 27h22" className="stroke-line-strong [stroke-width:2]" />
    </svg>
  )
}
