import { randomOf } from '@gigahour/contracts/testing/random'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildContracts } from '../src/build.ts'
import { ReferenceExchange } from './reference/exchange.ts'
import type { Request } from './reference/request.ts'
import { createSession, SLOTS } from './reference/session.ts'
import { CAPITAL, createStage, type Stage } from './reference/stage.ts'

// Random sessions on the chain and in a reference too plain to be wrong: every request is done by both or refused by both, and
// after every block each account has the same balances and orders, to the last unit. `GIGAHOUR_PROVE=1` runs the long ones.

const IS_LONG = process.env.GIGAHOUR_PROVE === '1'
const SEEDS = IS_LONG ? [1, 2, 3, 4, 5, 6] : [1]
const BLOCKS = IS_LONG ? 150 : 40
const REQUESTS = 60
/** For a session, on a busy machine, milliseconds. */
const PATIENCE = IS_LONG ? 900_000 : 120_000

beforeAll(() => buildContracts())

describe.each(SEEDS)('session %i', (seed) => {
  let stage: Stage
  let reference: ReferenceExchange

  beforeAll(async () => {
    stage = await createStage()
    reference = new ReferenceExchange(stage.markets, 0)
    reference.state.now = await stage.now()
    for (const who of stage.accounts.keys()) {
      for (const { asset } of stage.assets.slice(0, 2)) reference.wallets.credit(who, asset, CAPITAL)
    }
    await block(
      stage.accounts.flatMap((_, by) =>
        stage.assets.slice(0, 2).map(({ asset }): Request => ({ ask: 'deposit', by, asset, amount: CAPITAL / 2n })),
      ),
    )
  })

  afterAll(() => stage?.stop())

  /** Puts requests to both, in one block. @returns How many were done. */
  async function block(
    requests: readonly Request[] | (() => Request),
    time = reference.state.now + 1,
  ): Promise<number> {
    reference.state.now = time
    const asked: Request[] = []
    const refusals: (string | null)[] = []
    const draw = typeof requests === 'function' ? requests : undefined
    for (let n = 0; n < (draw ? REQUESTS : requests.length); n += 1) {
      const request = draw ? draw() : (requests as readonly Request[])[n]
      if (!request) break
      asked.push(request)
      refusals.push(reference.ask(request))
    }
    const done = await stage.performAll(asked, time)
    asked.forEach((request, n) => {
      const said = `${JSON.stringify(request, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}: ${refusals[n] ?? 'done'}`
      expect(done[n], `the chain differs from the reference on ${said}`).toBe(refusals[n] === null)
    })
    await compare()
    return done.filter(Boolean).length
  }

  async function compare(): Promise<void> {
    await Promise.all(
      stage.accounts.map(async (account, who) => {
        const [orders, ...balances] = await Promise.all([
          stage.orders(account),
          ...stage.assets.map(({ asset }) => stage.held(account, asset)),
        ])
        const wanted = stage.assets.map(({ asset }) => reference.state.ledger.of(who, asset))
        expect(balances, `free balances of account ${who}`).toEqual(wanted)
        expect(orders.map(shownOrder), `orders of account ${who}`).toEqual(wantedOrders(who))
      }),
    )
  }

  const wantedOrders = (who: number): string[] =>
    Array.from({ length: SLOTS }, (_, slot) => {
      const order = reference.ordersOf(who).find((each) => each.slot === slot)
      if (!order) return 'free'
      const { market, side, funding, price, lots, filled } = order
      return `${market} ${side} ${funding} ${price}: ${lots} of them resting, ${filled} filled`
    })

  it('of thousands of requests comes to the same balances, and pays out everything in the end', {
    timeout: PATIENCE,
  }, async () => {
    const draw = createSession(randomOf(seed), reference, stage.accounts.length)
    const random = randomOf(seed + 1_000)
    const [first] = stage.markets
    if (!first) throw new Error('There is no market')
    let done = 0
    for (let n = 0; n < BLOCKS; n += 1) {
      // The first series ends in mid-session.
      const ending = n === Math.floor((BLOCKS * 2) / 3) ? first.expiry - 4 : reference.state.now + 1 + random.below(3)
      done += await block(draw, ending)
    }
    // Were nearly all refused, little would have been compared.
    expect(done).toBeGreaterThan((BLOCKS * REQUESTS) / 3)

    await payOut()
    for (const { token } of stage.assets) expect(await stage.inWallet(stage.exchange, token)).toBe(0n)
  })

  /** All series end and are settled, strangers cancel what rests, everyone redeems and leaves. */
  async function payOut(): Promise<void> {
    const series = stage.markets.filter(({ cap }) => cap !== null)
    const slots = Array.from({ length: SLOTS }, (_, slot) => slot)
    const everyone = [...stage.accounts.keys()]
    const over = Math.max(...series.map(({ expiry }) => expiry))
    await block(
      everyone.map((by) => ({ ask: 'redeem', by, market: series[0]?.id ?? 0, long: 1n, short: 0n })),
      over,
    )
    for (const [n, { id, cap }] of series.entries()) {
      // One settles at nothing, one at the cap, one between.
      const price = [1_987, 0, cap ?? 0][n] ?? 0
      await stage.fixPrice(id, price)
      reference.fixPrice(id, price)
    }
    reference.state.now = await stage.now()
    await block(
      everyone.flatMap((owner): Request[] => {
        const ended = reference.ordersOf(owner).filter(({ market }) => series.some(({ id }) => id === market))
        const by = (owner + 1) % everyone.length
        return [
          { ask: 'cancel for', by, owner, slots: ended.map(({ slot }) => slot) },
          { ask: 'cancel', by: owner, slots },
        ]
      }),
    )
    // What is outside comes in, to be redeemed with the rest.
    const { wallets } = reference
    await block(
      everyone.flatMap((by) =>
        series
          .flatMap(({ base }) => [base, base + 1])
          .map((asset): Request => ({ ask: 'deposit', by, asset, amount: wallets.of(by, asset) })),
      ),
    )
    const held = (who: number, asset: number): bigint => reference.state.ledger.of(who, asset)
    await block([
      ...everyone.flatMap((by) =>
        series.map(
          ({ id, base }): Request => ({
            ...{ ask: 'redeem', by, market: id },
            ...{ long: held(by, base), short: held(by, base + 1) },
          }),
        ),
      ),
      ...stage.markets.map(({ id }): Request => ({ ask: 'collect', by: 1, market: id })),
    ])
    await block(leaving())
  }

  const leaving = (): Request[] =>
    stage.accounts.flatMap((_, by) =>
      stage.assets.map(
        ({ asset }): Request => ({ ask: 'withdraw', by, asset, amount: reference.state.ledger.of(by, asset) }),
      ),
    )
})

type StoredOrder = Awaited<ReturnType<Stage['orders']>>[number]

function shownOrder({ market, side, funding, tick, lots, filled }: StoredOrder): string {
  if (lots === 0n) return 'free'
  return `${market} ${['bid', 'ask'][side]} ${['quote', 'token'][funding]} ${tick}: ${lots - filled} of them resting, ${filled} filled`
}
