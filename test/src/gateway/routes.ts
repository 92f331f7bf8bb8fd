import type { IncomingMessage } from 'node:http'
import { type Hex, isAddress, isAddressEqual, isHex } from 'viem'
import { bearerOf, localOriginOf } from './http.ts'
import type { Machines } from './machines.ts'
import { FAULTS, type Fault } from './meter.ts'
import { Refusal } from './refusal.ts'
import type { SignIn } from './signIn.ts'
import { nameOf, readSubject, type Subject } from './subject.ts'

/** What a request comes to, as JSON. @param body - Empty for `GET`. @throws {@link Refusal} */
export type Route = (request: IncomingMessage, body: Record<string, unknown>) => Promise<object>

/** Every route, by method and path. */
export function createRoutes(host: string, signIn: SignIn, machines: Machines): ReadonlyMap<string, Route> {
  const signedIn = (request: IncomingMessage): Subject => signIn.subjectOf(bearerOf(request))

  return new Map<string, Route>([
    [
      'POST /challenge',
      async (request, { address, ...body }) => {
        if (typeof address !== 'string' || !isAddress(address, { strict: false })) {
          throw new Refusal(
            400,
            'no_address',
            'Send {"address": "0x…"} of the buyer or holder, with "election", or with "credit" and "redemption"',
          )
        }
        const { subject, user, role } = await machines.termsOf(readSubject(body))
        if (!isAddressEqual(address, user)) {
          throw new Refusal(403, `not_the_${role}`, `The ${role} of ${nameOf(subject)} is ${user}`)
        }
        const origin = localOriginOf(request)
        return { message: signIn.challenge(user, subject, origin === undefined ? host : new URL(origin).host) }
      },
    ],
    [
      'POST /session',
      async (_, { message, signature }) => {
        if (typeof message !== 'string' || !isHex(signature)) {
          throw new Refusal(
            400,
            'no_signature',
            'Send {"message": "…", "signature": "0x…"}: what POST /challenge gave, signed',
          )
        }
        return { token: await signIn.enter(message, signature) }
      },
    ],
    ['GET /meter', async (request) => machines.read(signedIn(request))],
    [
      'POST /work',
      async (request, { action }) => {
        const subject = signedIn(request)
        if (action === 'start') return machines.start(subject)
        if (action === 'stop') return machines.stop(subject)
        throw new Refusal(400, 'unknown_action', 'Send {"action": "start"} or {"action": "stop"}')
      },
    ],
    ['POST /receipt', async (request, body) => machines.takeSignature(signedIn(request), signatureIn(body))],
    [
      'POST /faults',
      async (_, { mode }) => {
        if (!isFault(mode))
          throw new Refusal(400, 'unknown_mode', `Send {"mode": "none"}, or one of ${FAULTS.join(', ')}`)
        machines.setFault(mode)
        return { mode }
      },
    ],
  ])
}

const isFault = (mode: unknown): mode is Fault => FAULTS.some((fault) => fault === mode)

function signatureIn({ signature }: Record<string, unknown>): Hex {
  if (isHex(signature)) return signature
  throw new Refusal(400, 'no_signature', 'Send {"signature": "0x…"}: the receipt of GET /meter, signed as EIP-712 data')
}
