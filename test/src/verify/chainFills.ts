import { keccak256, toHex } from 'viem'
import { askNode } from './json.ts'

/** One maker's order traded against one taker's, as the chain's logs tell it. Amounts in lots and units. */
export type ChainFill = {
  market: number
  /** `block-log`: several makers may be filled by one. */
  place: string
  transaction: string
  sequence: number
  tick: number
  lots: bigint
  takerSells: boolean
  maker: string
  makerSlot: number
  taker: string
  takerSlot: number
}

/** What a log charged its taker, in units, by `market block-log`. */
export type ChainFees = Map<string, bigint>

type Resting = { index: bigint; owner: string; slot: number; lots: bigint }
type Log = { topics: string[]; data: string; blockNumber: string; logIndex: string; transactionHash: string }

const EVENTS = new Map([
  ...['OrderPlaced', 'OrderCancelled', 'OrderReduced', 'LevelTaken'].map((name): [string, string] => [
    keccak256(toHex(`${name}(uint256,uint256)`)),
    name,
  ]),
  [keccak256(toHex('LevelsTaken(uint256,uint256[])')), 'LevelsTaken'],
])

/** Blocks asked for at a time. */
const RANGE = 2_000

/**
 * Derives every fill from the exchange's logs up to a block: at each level, in each epoch, orders stand in the order of their index,
 * and what is taken comes off the front.
 *
 * Nothing here is of the client or the indexer: it reads bits as the contracts' sources lay them out.
 */
export async function readChainFills(
  rpcUrl: string,
  exchange: string,
  lastBlock: number,
): Promise<{ fills: ChainFill[]; fees: ChainFees }> {
  const queues = new Map<string, Resting[]>()
  const fills: ChainFill[] = []
  const fees: ChainFees = new Map()
  for (let from = 0; from <= lastBlock; from += RANGE) {
    const filter = {
      address: exchange,
      fromBlock: toHex(from),
      toBlock: toHex(Math.min(from + RANGE - 1, lastBlock)),
      topics: [[...EVENTS.keys()]],
    }
    for (const log of (await askNode(rpcUrl, 'eth_getLogs', filter)) as Log[]) apply(log, queues, fills, fees)
  }
  return { fills, fees }
}

const bits = (word: bigint, from: bigint, count: bigint): bigint => (word >> from) & ((1n << count) - 1n)

function apply(log: Log, queues: Map<string, Resting[]>, fills: ChainFill[], fees: ChainFees): void {
  const words = (log.data.slice(2).match(/.{64}/g) ?? []).map((digits) => BigInt(`0x${digits}`))
  const [actor = 0n, change = 0n] = words
  const name = EVENTS.get(log.topics[0] ?? '') ?? ''
  if (name !== 'LevelsTaken') {
    applyChange(log, name, actor, change, queues, fills, fees)
    return
  }
  // Where the array begins, and its length; the actor's sequence is that of its last level.
  const levels = words.slice(3)
  for (const [n, level] of levels.entries()) {
    const before = BigInt(levels.length - 1 - n) << 24n
    applyChange(log, 'LevelTaken', actor - before, level, queues, fills, fees)
  }
}

function applyChange(
  log: Log,
  name: string,
  actor: bigint,
  change: bigint,
  queues: Map<string, Resting[]>,
  fills: ChainFill[],
  fees: ChainFees,
): void {
  const owner = toHex(bits(actor, 96n, 160n), { size: 20 })
  const slot = Number(bits(actor, 64n, 32n))
  const isAsk = bits(actor, 0n, 1n) === 1n
  const market = Number(bits(change, 224n, 32n))
  const tick = Number(bits(change, 200n, 24n))
  const lots = bits(change, 144n, 56n)
  const epoch = bits(change, 56n, 32n)
  const index = bits(change, 24n, 32n)

  // A taker's side is opposite to that of the orders it takes.
  const restsAsAsk = name === 'LevelTaken' ? !isAsk : isAsk
  const key = `${market} ${restsAsAsk} ${tick} ${epoch}`
  const queue = queues.get(key) ?? []
  queues.set(key, queue)

  if (name === 'OrderPlaced') {
    queue.push({ index, owner, slot, lots })
    queue.sort((a, b) => Number(a.index - b.index))
    return
  }
  const place = `${Number(log.blockNumber)}-${Number(log.logIndex)}`
  if (name !== 'LevelTaken') {
    const order = queue.find((each) => each.index === index)
    if (!order || order.lots < lots) {
      console.log(log, { key, queue, index, lots, owner, slot })
      throw new Error(`${name} at ${place} of lots that do not rest`)
    }
    order.lots -= lots
    // The index of an order that leaves the end of the line is given to the next one.
    if (order.lots === 0n) queue.splice(queue.indexOf(order), 1)
    return
  }
  const charged = `${market} ${place}`
  fees.set(charged, (fees.get(charged) ?? 0n) + bits(change, 0n, 56n))
  const sequence = Number(bits(actor, 24n, 40n))
  let left = lots
  while (left > 0n) {
    const front = queue[0]
    if (!front) throw new Error(`LevelTaken at ${place} takes ${left} lots more than rest`)
    const isEmptied = front.lots <= left
    const share = isEmptied ? front.lots : left
    front.lots -= share
    left -= share
    const sides = { maker: front.owner, makerSlot: front.slot, taker: owner, takerSlot: slot, takerSells: isAsk }
    fills.push({ market, place, transaction: log.transactionHash, sequence, tick, lots: share, ...sides })
    if (isEmptied) queue.shift()
  }
}
