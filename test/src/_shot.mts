import { launchBrowser } from './browser.ts'
const url = process.argv[2]!
const b = await launchBrowser('any')
for (const [name, path] of [['markets','/'],['trade','/trade/H100Z26'],['portfolio','/portfolio'],['status','/status']] as const)
  for (const scheme of ['dark','light'] as const)
    for (const w of [1440, 1024, 390]) {
      if (process.argv[3] && !`${name}-${scheme}-${w}`.match(process.argv[3])) continue
      const ctx = await b.newContext({ viewport: { width: w, height: w === 390 ? 844 : 900 }, colorScheme: scheme, locale: 'en-US' })
      const p = await ctx.newPage()
      p.on('console', (m) => m.type() === 'error' && console.log(name, w, scheme, m.text()))
      p.on('pageerror', (e) => console.log('PAGEERROR', name, e.message))
      await p.goto(url + path); await p.waitForTimeout(4000)
      await p.screenshot({ path: `/tmp/shots/${name}-${scheme}-${w}.png` })
      const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      console.log(name, scheme, w, 'overflow', over)
      await ctx.close()
    }
await b.close()
