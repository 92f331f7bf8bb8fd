import { expect, test } from 'vitest'
import { activeSession, createSessions, type Session } from './session.ts'

const session: Session = {
  owner: '0x00000000000000000000000000000000000A11cE',
  operator: '0x0000000000000000000000000000000000000b0b',
  key: `0x${'01'.repeat(32)}`,
  expiry: Math.floor(Date.now() / 1_000) + 60,
}

function storageOf(saved: Record<string, string> = {}) {
  const items = new Map(Object.entries(saved))
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

test('a key is kept for its owner and chain, and read again after a reload', () => {
  const storage = storageOf()
  createSessions('1.0xab', storage).put(session)
  const reloaded = createSessions('1.0xab', storage)
  expect(reloaded.of(session.owner.toLowerCase())).toEqual(session)
  expect(reloaded.of(session.operator)).toBeNull()
  expect(createSessions('1.0xcd', storage).of(session.owner)).toBeNull()
  reloaded.drop(session.owner)
  expect(reloaded.of(session.owner)).toBeNull()
  expect(storage.items.size).toBe(0)
})

test('the same object is answered until something changes, and listeners hear of it', () => {
  const sessions = createSessions('1.0xab', storageOf())
  let heard = 0
  const stop = sessions.subscribe(() => {
    heard += 1
  })
  sessions.put(session)
  expect(sessions.of(session.owner)).toBe(sessions.of(session.owner))
  stop()
  sessions.drop(session.owner)
  expect(heard).toBe(1)
})

test('an expired key signs nothing', () => {
  const sessions = createSessions('1.0xab', storageOf())
  sessions.put(session)
  expect(activeSession(sessions, session.owner)).toEqual(session)
  sessions.put({ ...session, expiry: 1 })
  expect(activeSession(sessions, session.owner)).toBeNull()
})

test.each(['', '{}', '[]', '7', '{"owner":"0x1","operator":"0x2","key":3,"expiry":4}'])(
  'what is no key is not read: %s',
  (saved) => {
    const storage = storageOf({ [`gigahour.session.v1.1.0xab.${session.owner.toLowerCase()}`]: saved })
    expect(createSessions('1.0xab', storage).of(session.owner)).toBeNull()
  },
)
