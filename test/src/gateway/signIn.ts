import { randomBytes } from 'node:crypto'
import type { Address, Hex } from 'viem'
import { createSiweMessage, generateSiweNonce, parseSiweMessage, verifySiweMessage } from 'viem/siwe'
import type { LocalClient } from '../chain/anvil.ts'
import { Refusal } from './refusal.ts'
import { idOf, nameOf, type Subject } from './subject.ts'

/** Sign-in with Ethereum (EIP-4361). Wallets read its times by our clock, so it goes by ours, not by the chain's. */
export type SignIn = {
  /**
   * A message for the user of the machines to sign.
   *
   * @param domain - Host that the user sees, which a wallet compares with the page that asks.
   */
  challenge: (address: Address, subject: Subject, domain: string) => string
  /** Trades a signed message, once, for a token. @throws {@link Refusal} */
  enter: (message: string, signature: Hex) => Promise<string>
  /** What a token is for. @throws {@link Refusal} */
  subjectOf: (token: string | undefined) => Subject
}

/** How long a challenge and a session are good for, milliseconds. */
const CHALLENGE_LIFE = 5 * 60_000
const SESSION_LIFE = 12 * 3_600_000
/** Most challenges and sessions that are kept: the oldest go first. */
const MOST = 1_000

type Challenge = { message: string; address: Address; subject: Subject; domain: string; until: number }
type Session = { subject: Subject; until: number }

/** @param client - Asks the accounts that are contracts (ERC-1271). */
export function createSignIn(client: LocalClient, url: string): SignIn {
  const challenges = new Map<string, Challenge>()
  const sessions = new Map<string, Session>()

  return {
    challenge: (address, subject, domain) => {
      const nonce = generateSiweNonce()
      const until = Date.now() + CHALLENGE_LIFE
      const message = createSiweMessage({
        address,
        chainId: client.chain.id,
        domain,
        nonce,
        uri: url,
        version: '1',
        statement: `Sign in to use the machines of ${nameOf(subject)}.`,
        requestId: idOf(subject),
        issuedAt: new Date(),
        expirationTime: new Date(until),
      })
      keep(challenges, nonce, { message, address, subject, domain, until })
      return message
    },

    enter: async (message, signature) => {
      const { nonce = '' } = parseSiweMessage(message)
      const challenge = challenges.get(nonce)
      // Gone whatever comes of it: no nonce is tried twice.
      challenges.delete(nonce)
      if (challenge?.message !== message || challenge.until < Date.now()) {
        throw new Refusal(
          401,
          'unknown_challenge',
          'Sign a message that POST /challenge gave: each is good once, for 5 minutes',
        )
      }
      const { address, domain, subject } = challenge
      if (!(await verifySiweMessage(client, { address, domain, nonce, message, signature }))) {
        throw new Refusal(401, 'wrong_signature', `The message must be signed by ${address}`)
      }
      const token = randomBytes(32).toString('base64url')
      keep(sessions, token, { subject, until: Date.now() + SESSION_LIFE })
      return token
    },

    subjectOf: (token) => {
      const session = token === undefined ? undefined : sessions.get(token)
      if (!session || session.until < Date.now()) {
        throw new Refusal(401, 'not_signed_in', 'Sign in first: POST /challenge, then POST /session')
      }
      return session.subject
    },
  }
}

function keep<Value>(all: Map<string, Value>, key: string, value: Value): void {
  if (all.size >= MOST) {
    const [oldest] = all.keys()
    if (oldest !== undefined) all.delete(oldest)
  }
  all.set(key, value)
}
