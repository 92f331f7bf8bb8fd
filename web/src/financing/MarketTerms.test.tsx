import type { Bundle } from '@gigahour/indexer/api/financing'
import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPage } from '../../test/render.tsx'
import { MarketTerms } from './MarketTerms.tsx'

const token = `0x${'b1'.repeat(20)}`
const bundle: Bundle = {
  ...{ token, name: 'Northwind H100 + 1 Northwind revenue 2027', symbol: 'NW-H100+1xNW-REV27', market: 'NW-USDC-52' },
  ...{ credit: `0x${'c1'.repeat(20)}`, note: `0x${'d1'.repeat(20)}`, notesPerCredit: 1, supply: '5000' },
  financing: {
    ...{ price: null, priceSource: null, fair: null, fairSource: null, dropBp: null, dueAt: null, rateBp: null },
  },
  ...{ createdAt: 0, block: 1, transaction: `0x${'ab'.repeat(32)}` },
}

afterEach(cleanup)

test('says what is traded, and leads to it', async () => {
  renderPage(<MarketTerms token={token} />, { rest: (path) => (path === '/v1/bundles' ? [bundle] : []) })
  await screen.findByText(/^Bundle · Northwind H100 \+ 1 Northwind revenue 2027/)
  expect(screen.getByText('(NW-H100+1xNW-REV27)')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'What you can do' }).getAttribute('href')).toBe(`/financing/${token}`)
})
