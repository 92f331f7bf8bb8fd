// A node that is quick to answer: a long history of one exchange, then a block as often as the bench says. What it costs to make a block
// is not measured.
//
//   argv: events of the history, events a block, milliseconds between later blocks
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Hex, keccak256, toHex } from 'viem'
import { WebSocket, WebSocketServer } from 'ws'
import { quantity } from '../src/chain/rpc.ts'
import { EXCHANGE, encodeEvent, REGISTRY } from '../test/support/encode.ts'
import type { Told } from '../test/support/naiveExchange.ts'
import { BusyExchange } from './busyExchange.ts'

const [history = 0, perBlock = 1, pause = 1_000] = process.argv.slice(2).map(Number)
const START = 1_790_000_000
const UNFINAL = 64

/** Everything of a block is text already: what is measured is the reader. */
type Block = { hash: Hex; header: string; logs: string }
const blocks: Block[] = []
const byHash = new Map<Hex, Block>()
const exchange = new BusyExchange()

function mine(told: readonly Told[]): Block {
  const number = quantity(blocks.length)
  const hash = keccak256(toHex(blocks.length + 1))
  const timestamp = quantity(START + blocks.length)
  const place = { blockNumber: number, blockHash: hash, blockTimestamp: timestamp, removed: false }
  const logs = told.map((event, n) =>
    JSON.stringify({
      ...encodeEvent(event),
      ...place,
      logIndex: quantity(n),
      transactionHash: hash,
      transactionIndex: '0x0',
    }),
  )
  const header = JSON.stringify({ number, hash, parentHash: blocks.at(-1)?.hash ?? hash, timestamp })
  const block = { hash, header, logs: logs.join(',') }
  blocks.push(block)
  byHash.set(hash, block)
  return block
}

type Call = { id: number; method: string; params: [string & Record<string, string>] }

function answer({ method, params: [first] }: Call): string {
  switch (method) {
    case 'eth_chainId':
      return '"0x7a69"'
    case 'eth_getBlockByNumber': {
      const last = blocks.length - 1
      const number = first === 'latest' ? last : first === 'finalized' ? Math.max(0, last - UNFINAL) : Number(first)
      return blocks[number]?.header ?? 'null'
    }
    case 'eth_getLogs': {
      const { blockHash, fromBlock, toBlock } = first
      const wanted = blockHash ? [byHash.get(blockHash as Hex)] : blocks.slice(Number(fromBlock), Number(toBlock) + 1)
      return `[${wanted
        .map((block) => block?.logs)
        .filter((logs) => logs)
        .join(',')}]`
    }
    default:
      return '"0x"'
  }
}

mine(exchange.opening())
for (let made = 0; made < history; made += perBlock) mine(exchange.events(perBlock))

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const call = JSON.parse(Buffer.concat(parts).toString()) as Call
    response.setHeader('content-type', 'application/json')
    response.end(`{"jsonrpc":"2.0","id":${call.id},"result":${answer(call)}}`)
  })
})
const sockets = new WebSocketServer({ server })
sockets.on('connection', (socket) => socket.on('message', () => socket.send('{"jsonrpc":"2.0","id":1,"result":"0x1"}')))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ port, block: blocks[0]?.hash, exchange: EXCHANGE, registry: REGISTRY, blocks: blocks.length })
})

/** Told to begin, it mines, and says when each block was there. */
process.on('message', () => {
  setInterval(() => {
    const told = exchange.events(perBlock)
    const block = mine(told)
    process.send?.({ mined: blocks.length - 1, at: Date.now() })
    for (const socket of sockets.clients) {
      if (socket.readyState === WebSocket.OPEN)
        socket.send(`{"method":"eth_subscription","params":{"result":${block.header}}}`)
    }
  }, pause)
})
