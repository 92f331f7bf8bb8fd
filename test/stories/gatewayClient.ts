import type { LocalAccount } from '../src/chain/accounts.ts'
import type { Reading } from '../src/gateway/machines.ts'
import type { Fault } from '../src/gateway/meter.ts'

/** A buyer who has signed in at a provider's endpoint. */
export type GatewaySession = {
  meter: () => Promise<Reading>
  work: (action: 'start' | 'stop') => Promise<Reading>
}

export async function signIn(url: string, buyer: LocalAccount, election: bigint): Promise<GatewaySession> {
  const { message } = await ask<{ message: string }>(`${url}/challenge`, {
    address: buyer.address,
    election: `${election}`,
  })
  const signature = await buyer.signMessage({ message })
  const { token } = await ask<{ token: string }>(`${url}/session`, { message, signature })
  return {
    meter: () => ask(`${url}/meter`, undefined, token),
    work: (action) => ask(`${url}/work`, { action }, token),
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
