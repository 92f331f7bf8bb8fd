import { type Hex, http } from 'viem'

/** Answers of a range of logs are large: without this viem refuses more than 10 MiB. */
const MAX_BODY = 64 << 20
const TIMEOUT = 20_000

/** A node's raw JSON-RPC: hexadecimal as it comes over the wire. */
export type Rpc = {
  /** @throws the node's or the network's error, as it is; nothing is tried twice. */
  call: <Result>(method: string, params: readonly unknown[]) => Promise<Result>
}

export type RpcBlock = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex }

export type RpcLog = {
  address: Hex
  topics: readonly Hex[]
  data: Hex
  blockNumber: Hex
  blockHash: Hex
  /** Not every node tells. */
  blockTimestamp?: Hex
  transactionHash: Hex
  logIndex: Hex
  removed?: boolean
}

export function httpRpc(url: string): Rpc {
  const { request } = http(url, { maxResponseBodySize: MAX_BODY, retryCount: 0, timeout: TIMEOUT })({})
  return {
    call: <Result>(method: string, params: readonly unknown[]) =>
      (request as (call: { method: string; params: readonly unknown[] }) => Promise<Result>)({ method, params }),
  }
}

export const quantity = (value: number): Hex => `0x${value.toString(16)}`
