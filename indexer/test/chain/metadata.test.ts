import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encodeAbiParameters, type Hex } from 'viem'
import { afterEach, describe, expect, it } from 'vitest'
import { nameAssets } from '../../src/chain/metadata.ts'
import { httpRpc } from '../../src/chain/rpc.ts'
import { remedyFor } from '../../src/errors.ts'

const TOKEN = `0x${'7'.repeat(40)}` as const
const SYMBOL = '0x95d89b41'
type Reply = { status?: number; body: object }
type Asked = { method: string; params: [{ data: Hex; gas?: Hex }] }

let node: Server | undefined
afterEach(() => {
  node?.close()
  node = undefined
})

/** A node that answers every call in the same way, over HTTP as a real one does. */
async function nodeThat(reply: (asked: Asked) => Reply) {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const { id, ...asked } = JSON.parse(text)
      const { status = 200, body } = reply(asked)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...body }))
    })
  })
  node = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return httpRpc(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

const at = { block: 1, logIndex: 0, timestamp: 1, transaction: '0x00' } as const
const listed = { kind: 'assetListed', asset: 4, token: TOKEN, forward: false, at } as const
const named = async (reply: (asked: Asked) => Reply) => (await nameAssets(await nodeThat(reply), [listed]))[0]

describe('a token that is listed', () => {
  // What nodes say of a call that fails, each in its own words.
  it.each([
    ['execution reverted', 3],
    ['execution reverted', -32000],
    ['EVM error StackUnderflow', -32603],
    ['EVM error OutOfGas', -32603],
    ['EVM error InvalidJump', -32603],
    ['EVM error OpcodeNotFound', -32603],
    ['invalid jump destination', -32000],
    ['stack underflow (0 <=> 1)', -32000],
    ['stack limit reached 1024 (1023)', -32000],
    ['return data out of bounds', -32000],
    ['write protection', -32015],
    ['execution aborted (timeout = 5s)', -32000],
    ['VM execution error.', -32015],
    ['Bad instruction fe', -32015],
    ['max code size exceeded', -32000],
    // A revert's reason is the token's own text: it may imitate a node that asks for patience, or that narrows a range.
    ['execution reverted: rate limit', 3],
    ['execution reverted: too many requests', 3],
    ['execution reverted: rate limit', -32000],
    ['VM Exception: reverted with reason string "429 too many requests"', -32603],
    ['execution reverted: query returned more than 10000 results', 3],
  ])('has no metadata if it fails with "%s" (%i), and nobody waits for it', async (message, code) => {
    expect(await named(() => ({ body: { error: { code, message } } }))).toMatchObject({ symbol: null, decimals: null })
  })

  it.each([
    ['nothing, as an account without code', '0x'],
    ['a word that is no string', `0x${'ff'.repeat(32)}`],
    [
      'a string longer than its data',
      encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [32n, 2n ** 200n]),
    ],
  ] as const)('has no symbol if it returns %s', async (_, result) => {
    expect(await named(() => ({ body: { result } }))).toMatchObject({ symbol: null })
  })

  it('has a symbol of letters, digits and points, also where its text is no UTF-8', async () => {
    const text = encodeAbiParameters([{ type: 'bytes' }], ['0x41ff42fe43'])
    expect(await named(() => ({ body: { result: text } }))).toMatchObject({ symbol: 'ABC' })
  })

  it.each([
    [0, 0],
    [36, 36],
    [37, null],
    [1_743_076_401, null],
  ])('that claims %i decimals has %s', async (claimed, decimals) => {
    const symbol = encodeAbiParameters([{ type: 'string' }], ['GIFT'])
    const word = encodeAbiParameters([{ type: 'uint256' }], [BigInt(claimed)])
    const reply = ({ params: [{ data }] }: Asked): Reply => ({ body: { result: data === SYMBOL ? symbol : word } })
    expect(await named(reply)).toMatchObject({ symbol: 'GIFT', decimals })
  })

  it('is asked with bounded gas: endless work and endless data end', async () => {
    const asked: (Hex | undefined)[] = []
    await named(({ params: [{ gas }] }) => {
      asked.push(gas)
      return { body: { result: '0x' } }
    })
    expect(asked).toEqual(['0x7a120', '0x7a120'])
  })

  it.each([
    ['is at fault', { status: 503, body: {} }],
    ['asks for patience', { status: 429, body: {} }],
    ['asks for patience by a code', { body: { error: { code: 429, message: 'slow down' } } }],
    ['asks for patience by its limit', { body: { error: { code: -32005, message: 'request rate limited' } } }],
    ['wants a key', { status: 401, body: {} }],
    ['refuses the caller', { status: 403, body: {} }],
  ] satisfies [string, Reply][])('is asked again if the node %s', async (_, reply) => {
    await expect(named(() => reply)).rejects.toThrow()
  })
})

describe('an error of a node', () => {
  const remedyOf = async (address: string, reply: Reply) => {
    const rpc = await nodeThat(() => reply)
    return rpc.call('eth_getLogs', [{ address: [address] }]).then(
      () => 'none',
      (error: unknown) => remedyFor(error),
    )
  }
  const tooMany = { body: { error: { code: -32005, message: 'query returned more than 10000 results' } } }

  it('is judged by status and code: an address with 429 in it asks for no patience', async () => {
    expect(await remedyOf('0x03e92f43514490de25089b6dbcf3379b986bc48b', tooMany)).toBe('narrow')
    expect(await remedyOf('0x03e4294351449abe25089b6dbcf3379b986bc48b', tooMany)).toBe('narrow')
  })

  it.each([
    [{ status: 429, body: {} }, 'wait'],
    [{ body: { error: { code: -32005, message: 'daily request count exceeded, request rate limited' } } }, 'wait'],
    [{ status: 413, body: {} }, 'narrow'],
    [{ body: { error: { code: -32602, message: 'query exceeds max block range 2000' } } }, 'narrow'],
    [{ status: 500, body: {} }, 'retry'],
  ] satisfies [Reply, string][])('%j means %s', async (reply, remedy) => {
    expect(await remedyOf(TOKEN, reply)).toBe(remedy)
  })
})
