import type { Hex } from 'viem'
import { type RpcAnswer, type RpcCall, sendBatch } from '../chain/rpc.ts'
import type { Pace } from './actor.ts'
import type { Floor, SignedCall } from './floor.ts'

/** Actors that trade from now on. */
export type LiveMarket = {
  /** Ends it after the round that is under way. */
  stop: () => Promise<void>
}

export type LiveMarketOptions = {
  rpcUrl: string
  floor: Floor
  /** Told of what went wrong; the market goes on. */
  log: (line: string) => void
}

/** From one round to the next, milliseconds. */
const ROUND = 2_000

/** The first round renews every quote. */
const OPENING: Pace = { series: Number.POSITIVE_INFINITY, levels: 6, trades: 1 }
const PACE: Pace = { series: 1, levels: 6, trades: 1 }

/** Lets the actors trade, a round every two seconds. */
export function startLiveMarket({ rpcUrl, floor, log }: LiveMarketOptions): LiveMarket {
  let stopped = false
  let pace = OPENING
  let wake = (): void => {}
  let sent: { call: SignedCall; hash: Hex }[] = []

  const round = async (): Promise<void> => {
    await reportReverted(rpcUrl, sent, log)
    const signed = await floor.round(Math.floor(Date.now() / 1_000), pace)
    pace = PACE
    sent = []
    const sends = signed.map(
      ({ transaction }): RpcCall => ({ method: 'eth_sendRawTransaction', params: [transaction] }),
    )
    const answers = sends.length === 0 ? [] : await sendBatch(rpcUrl, sends)
    for (const [n, call] of signed.entries()) {
      const { result, error } = answers[n] ?? {}
      if (typeof result === 'string') sent.push({ call, hash: result as Hex })
      else {
        log(`${call.actor.name}: ${call.call.functionName} was refused: ${error?.message}`)
        await floor.refused(call)
      }
    }
  }

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const begun = performance.now()
      await round().catch((error: unknown) => log(`A round failed: ${error instanceof Error ? error.message : error}`))
      const rest = Math.max(0, ROUND - (performance.now() - begun))
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, stopped ? 0 : rest)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const ended = loop()

  return {
    stop: async () => {
      stopped = true
      wake()
      await ended
    },
  }
}

/** What was sent in the last round is in a block by now: tells which of it failed there. */
async function reportReverted(
  rpcUrl: string,
  sent: readonly { call: SignedCall; hash: Hex }[],
  log: (line: string) => void,
): Promise<void> {
  if (sent.length === 0) return
  const receipts: RpcAnswer[] = await sendBatch(
    rpcUrl,
    sent.map(({ hash }) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
  )
  for (const [n, { call, hash }] of sent.entries()) {
    const receipt = receipts[n]?.result as { status: Hex } | null | undefined
    if (receipt?.status === '0x0') log(`${call.actor.name}: ${call.call.functionName} reverted (${hash})`)
  }
}
