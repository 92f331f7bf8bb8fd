import { useAccountFeed } from '../account/useAccount.ts'
import { useText } from '../i18n/text.tsx'
import { marketsFeed, statusFeed } from '../indexer/feeds.ts'
import { useFeed } from '../indexer/live.ts'
import { CurrentPage } from '../router/CurrentPage.tsx'
import { Toaster } from '../ui/toast.tsx'
import { usePendingTransactions } from '../wallet/usePendingTransactions.ts'
import { WalletDialogProvider } from '../wallet/walletDialog.tsx'
import { Banners } from './Banners.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { PaletteProvider } from './paletteContext.tsx'

/** The frame around every page: header, what is wrong if anything is, the page, and how fresh it is. */
export function Shell() {
  const text = useText()
  useFeed(marketsFeed())
  useFeed(statusFeed())
  useAccountFeed()
  usePendingTransactions()
  return (
    <WalletDialogProvider>
      <PaletteProvider>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:z-50 focus:bg-panel focus:px-3 focus:py-2"
        >
          {text.shell.skip}
        </a>
        <div className="flex min-h-dvh flex-col xl:h-dvh">
          <Header />
          <Banners />
          <main id="main" className="flex min-h-0 min-w-0 flex-1 flex-col">
            <CurrentPage />
          </main>
          <Footer />
        </div>
        <Toaster />
      </PaletteProvider>
    </WalletDialogProvider>
  )
}
