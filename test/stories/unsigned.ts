import { expect } from 'vitest'
import type { GatewaySession } from '../src/gateway/client.ts'
import { HOUR } from './story.ts'

/** Ends work after three hours of eight GPUs: they are metered to the second, and no receipt is proposed or posted by the endpoint. */
export async function endUnsigned(session: GatewaySession): Promise<void> {
  const { state, seconds, deliveredLots, receipt } = await session.work('stop')
  expect([state, receipt]).toEqual(['idle', null])
  expect(Math.abs(seconds - 3 * HOUR)).toBeLessThan(120)
  expect(Number(deliveredLots)).toBe(Math.floor((seconds * 8_000) / HOUR))
}
