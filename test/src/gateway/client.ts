import type { Hex } from 'viem'
import type { LocalAccount } from '../chain/accounts.ts'
import type { Reading } from './machines.ts'
import type { Fault } from './meter.ts'
import { type Subject, writeSubject } from './subject.ts'

/** A user who has signed in at a provider's endpoint. */
export type GatewaySession = {
  meter: () => Promise<Reading>
  work: (action: 'start' | 'stop') => Promise<Reading>
  /** Hands the signature of the proposed receipt over. */
  handOver: (signature: Hex) => Promise<Reading>
}

/** Every function throws an error that holds the gateway's answer, if it refuses. */
export async function signIn(url: string, user: LocalAccount, subject: Subject): Promise<GatewaySession> {
  const { message } = await ask<{ message: string }>(`${url}/challenge`, {
    address: user.address,
    ...writeSubject(subject),
  })
  const signature = await user.signMessage({ message })
  const { token } = await ask<{ token: string }>(`${url}/session`, { message, signature })
  return {
    meter: () => ask(`${url}/meter`, undefined, token),
    work: (action) => ask(`${url}/work`, { action }, token),
    handOver: (given) => ask(`${url}/receipt`, { signature: given }, token),
  }
}

/** Lets the endpoint fail. */
export const setFault = (url: string, mode: Fault): Promise<unknown> => ask(`${url}/faults`, { mode })

async function ask<Answer>(url: string, body?: object, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}
