import type { Print, Reporter } from '@gigahour/indexer/api/prints'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ALICE, BOB } from '../../test/fixture.ts'
import { renderPage } from '../../test/render.tsx'
import { PrintsPanel } from './PrintsPanel.tsx'

const DAY = 20_785
const transaction = `0x${'ab'.repeat(32)}`

const print = (day: number, change: Partial<Print> = {}): Print => ({
  grade: 'H100-US',
  day,
  time: day * 86_400 + 72_000,
  status: 'printed',
  isFinal: true,
  price: '2810500',
  source: day,
  finalAt: (day + 3) * 86_400,
  observations: [
    { reporter: ALICE, price: '2810500', time: day * 86_400 + 72_060, isOutlier: false, transaction },
    { reporter: BOB, price: '4200000', time: day * 86_400 + 72_061, isOutlier: true, transaction },
  ],
  withheld: null,
  challenge: null,
  ...change,
})

const draw = (prints: Print[] | Error, reporters: Reporter[] = []) =>
  renderPage(
    <PrintsPanel index={{ grade: 'H100-US', latest: null, latestFinal: null, today: print(DAY), reporters }} />,
    {
      rest: () => prints,
    },
  )

afterEach(cleanup)

test('marks the outlier among the observations, in words', async () => {
  draw([print(DAY)])
  await screen.findByText('Printed · final')
  expect(screen.getByText('4.200000')).toBeTruthy()
  expect(screen.getAllByText('▲ outlier')).toHaveLength(1)
  expect(screen.queryByRole('button', { name: 'Challenge' })).toBeNull()
})

test('shows the dispute of the day that is chosen', async () => {
  const challenge: Print['challenge'] = {
    challenger: BOB,
    price: '2400000',
    arbiter: ALICE,
    bond: '1000000000',
    counterBond: '1000000000',
    time: 0,
    deadline: 1_800_000_000,
    state: 'open',
  }
  draw([print(DAY), print(DAY - 1, { status: 'challenged', isFinal: false, challenge })])
  fireEvent.click((await screen.findAllByRole('button', { name: /^Details/ }))[1] as HTMLElement)
  await screen.findByText(/who says 2.400/)
  expect(screen.getByText(/The arbiter has not ruled yet/)).toBeTruthy()
})

test('is open to challenge once its day is over, as the contract has it, and a carried one never', async () => {
  const day = Math.floor(Date.now() / 86_400_000)
  const open = { isFinal: false }
  draw([
    print(day, open),
    print(day - 1, open),
    print(day - 2, { ...open, status: 'carried', source: day - 3, observations: [] }),
  ])
  const cells = await screen.findAllByText(/^(Printed|Carried)/, { selector: 'td span' })
  expect(cells.map(({ textContent }) => textContent)).toEqual(['Printed', 'Printed · open to challenge', 'Carried'])
})

test('says where a carried price comes from', async () => {
  draw([print(DAY, { status: 'carried', source: DAY - 2, observations: [] })])
  await screen.findByText(/Carried from/)
})

test('says what the indexer said where it cannot answer', async () => {
  draw(new Error('There is no such route.'))
  await screen.findByText('There is no such route.', undefined, { timeout: 4000 })
})

test('names the reporters of the day who were silent, and none of other days', async () => {
  const reporter = (n: string, from: number, until: number | null): Reporter => ({
    reporter: `0x${n.repeat(20)}`,
    tenures: [{ from, until }],
  })
  const observers = [ALICE, BOB].map((who): Reporter => ({ reporter: who, tenures: [{ from: DAY - 9, until: null }] }))
  draw(
    [print(DAY)],
    [...observers, reporter('c1', DAY, null), reporter('c2', DAY + 1, null), reporter('c3', DAY - 9, DAY)],
  )
  expect(await screen.findAllByText('not observed')).toHaveLength(1)
  expect(screen.getByText('2 of 3')).toBeTruthy()
})

test('counts a reporter that was removed and added again on the days of both its tenures, and on none between', async () => {
  const tenures = [
    { from: DAY - 9, until: DAY - 1 },
    { from: DAY, until: null },
  ]
  const returned = [ALICE, BOB].map((who): Reporter => ({ reporter: who, tenures }))
  draw([print(DAY), print(DAY - 1, { observations: [] }), print(DAY - 2)], returned)
  expect(await screen.findAllByText('2 of 2')).toHaveLength(2)
  expect(screen.getByText('0 of 0')).toBeTruthy()
})
