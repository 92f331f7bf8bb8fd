import type { Hex } from 'viem'
import { type RpcAnswer, type RpcCall, sendBatch } from '../chain/rpc.ts'
import { type Loop, startLoop } from '../loop.ts'
import type { Pace } from './actor.ts'
import type { Floor, SignedCall } from './floor.ts'

export type LiveMarketOptions = {
  rpcUrl: string
  floor: Floor
  /** The chain's clock, Unix seconds. */
  now: () => number
  /** Told of what went wrong; the market goes on. */
  log: (line: string) => void
}

/** From one round to the next, milliseconds. */
const ROUND = 2_000

/** The first round renews every quote. */
const OPENING: Pace = { series: Number.POSITIVE_INFINITY, levels: 6, trades: 1 }
const PACE: Pace = { series: 1, levels: 6, trades: 1 }

/** Lets the actors trade, a round every two seconds. */
export function startLiveMarket({ rpcUrl, floor, now, log }: LiveMarketOptions): Loop {
  let pace = OPENING
  let sent: { call: SignedCall; hash: Hex }[] = []

  const round = async (): Promise<void> => {
    await reportReverted(rpcUrl, sent, log)
    const signed = await floor.round(now(), pace)
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

  return startLoop(ROUND, round, (reason) => log(`A round failed: ${reason}`))
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
