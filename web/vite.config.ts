import path from 'node:path'
import { gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** First load of JavaScript, gzip: the entry and what it imports statically. */
const FIRST_LOAD_LIMIT = 143_000

/**
 * What a page may load. Scripts, styles and fonts come from the page's own origin alone; the endpoints of a chain are only known at
 * run time, so connections may go to any secure host, and without encryption to this machine.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' https: wss: http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ')

/** Puts the policy into the built page. The dev server needs inline scripts, so it goes without. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
  }
}

/** Prints the size of the first load, and fails the build when it is over the budget. */
function firstLoadBudget(): Plugin {
  return {
    name: 'first-load-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const first = new Set<string>()
      const visit = (fileName: string) => {
        if (first.has(fileName)) return
        first.add(fileName)
        chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach(visit)
      }
      // The trade page is the heaviest first page: its chunk counts although it is loaded by route.
      for (const chunk of chunks) if (chunk.isEntry || chunk.name === 'TradePage') visit(chunk.fileName)
      const bytes = chunks
        .filter((chunk) => first.has(chunk.fileName))
        .reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
      const line = `first load: ${(bytes / 1000).toFixed(1)} kB gzip of JavaScript, budget ${FIRST_LOAD_LIMIT / 1000} kB`
      if (bytes > FIRST_LOAD_LIMIT) this.error(line)
      this.info(line)
    },
  }
}

const isOfEntry = importedBy('index.html')
const isOfTradePage = importedBy('src/trade/TradePage.tsx')

/** Whether a module is one of ours that `root` imports statically; they are found at the first question. */
function importedBy(root: string): (id: string, infoOf: ModuleInfoOf) => boolean {
  let modules: ReadonlySet<string> | undefined
  return (id, infoOf) => {
    modules ??= closureOf(path.join(import.meta.dirname, root), infoOf)
    return modules.has(id)
  }
}

type ModuleInfoOf = (id: string) => { importedIds: readonly string[] } | null

function closureOf(entry: string, infoOf: ModuleInfoOf): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (id: string): void => {
    // Packages re-export all they have from one module: what is imported through it says little about what is used.
    if (found.has(id) || id.includes('node_modules')) return
    found.add(id)
    infoOf(id)?.importedIds.forEach(visit)
  }
  visit(entry)
  return found
}

export default defineConfig({
  plugins: [react(), tailwindcss(), contentSecurityPolicy(), firstLoadBudget()],
  // React has it itself: what stood in for it in older ones is not shipped.
  resolve: { alias: [{ find: /^use-sync-external-store\/shim(\/index\.js)?$/, replacement: 'react' }] },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs, in one file: it compresses better than in thirty, and stays cached from release to release.
        codeSplitting: {
          groups: [
            {
              name: 'framework',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|use-sync-external-store|wouter|regexparam|zustand|eventemitter3|mipd)\//,
            },
            // Of our own modules the same, whichever lazy parts share them too: split by who shares what, they cost 4 kB more.
            { name: (id, chunking) => (isOfEntry(id, (each) => chunking.getModuleInfo(each)) ? 'base' : null) },
            // What the trade page shares with others, in one file too: in seventeen it compresses worse.
            {
              name: (id, chunking) => (isOfTradePage(id, (each) => chunking.getModuleInfo(each)) ? 'common' : null),
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'] },
})
