import type { Random } from '@gigahour/contracts/testing/random'
import type { Address } from 'viem'
import { ACCOUNTS, MARKETS, type Told } from './naiveExchange.ts'
import type { Credit, Election, FinanceState, Offer } from './naiveFinanceState.ts'

const CAP = 7_000n
/** Coupons that a note has had at most, in its index. */
const NOTE_CAP = 13_500n << 96n
const tokenOf = (kind: number, n: number): Address => `0x${kind}${`${n}`.padStart(39, '0')}`
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

/** One transaction of somebody at the delivery desk, or with a credit, a note or a bundle, at random; it changes the state. */
export function actFinance(state: FinanceState, random: Random): Told[] {
  const acts = [offer, withdraw, elect, receipt, settle, claimAtDesk, issueCredit, creditAct, creditAct, creditAct]
  return random.pick([...acts, issueNote, noteAct, noteAct, bundleAct])(state, random)
}

type Act = (state: FinanceState, random: Random) => Told[]
const lotsOf = (random: Random, most: bigint): bigint => (most === 0n ? 0n : 1n + BigInt(random.below(Number(most))))

const offer: Act = (state, random) => {
  const [provider, lots] = [random.pick(ACCOUNTS), BigInt(1_000 * (1 + random.below(20)))]
  const id = state.offers.length + 1
  state.offers.push({ id, provider, open: lots })
  const texts = { site: 'Oslo', endpoint: 'https://gpu.example', terms: '{"bigint":"1"}' }
  const meter = random.below(2) === 0 ? null : random.pick(ACCOUNTS)
  return [
    { kind: 'offerMade', offer: id, market: random.pick(MARKETS), provider, lots, minimum: 1_000n, meter, ...texts },
  ]
}

const withdraw: Act = ({ offers }, random) => {
  const found = offers.filter(({ open }) => open > 0n)
  if (found.length === 0) return []
  const offer = random.pick(found)
  const lots = lotsOf(random, offer.open)
  offer.open -= lots
  return [{ kind: 'offerWithdrawn', offer: offer.id, lots, open: offer.open }]
}

const elect: Act = ({ offers, elections }, random) => {
  const found = offers.filter(({ open }) => open > 0n)
  if (found.length === 0) return []
  const offer = random.pick(found)
  const [lots, buyer, id] = [lotsOf(random, offer.open), random.pick(ACCOUNTS), elections.length + 1]
  offer.open -= lots
  elections.push({ id, offer: offer.id, buyer, lots, delivered: 0n, over: false })
  return [{ kind: 'elected', election: id, offer: offer.id, buyer, lots }]
}

const owe = ({ owed }: FinanceState, account: Address, amount: bigint) =>
  owed.set(account, (owed.get(account) ?? 0n) + amount)
const providerOf = ({ offers }: FinanceState, { offer }: Election) => (offers[offer - 1] as Offer).provider

const receipt: Act = (state, random) => {
  const found = state.elections.filter(({ over }) => !over)
  if (found.length === 0) return []
  const election = random.pick(found)
  const lots = lotsOf(random, election.lots - election.delivered)
  election.delivered += lots
  election.over = election.delivered === election.lots
  owe(state, providerOf(state, election), lots * CAP)
  const told = { delivered: election.delivered, time: 1_790_000_000 + random.below(1_000), signer: election.buyer }
  return [{ kind: 'lotsDelivered', election: election.id, lots, ...told, amount: lots * CAP }]
}

const settle: Act = (state, random) => {
  const found = state.elections.filter(({ over }) => !over)
  if (found.length === 0) return []
  const election = random.pick(found)
  election.over = true
  const undelivered = election.lots - election.delivered
  const [toBuyer, toProvider] = [undelivered * 3_000n, undelivered * 4_000n]
  owe(state, election.buyer, toBuyer)
  owe(state, providerOf(state, election), toProvider)
  const cash = { undelivered, tick: 2_500, toBuyer, damages: undelivered * 500n, toProvider }
  return [{ kind: 'electionSettled', election: election.id, ...cash }]
}

const claimAtDesk: Act = ({ owed }, random) => {
  const account = random.pick(ACCOUNTS)
  const amount = owed.get(account) ?? 0n
  owed.set(account, 0n)
  return amount === 0n ? [] : [{ kind: 'deskClaimed', account, amount }]
}

const issueCredit: Act = ({ credits }, random) => {
  if (credits.length > 3) return []
  const token = tokenOf(1, credits.length)
  const [issuer, lots, bond] = [random.pick(ACCOUNTS), 100_000n, 60_000_000n + BigInt(random.below(1_000))]
  const nothing = { queued: 0n, everQueued: 0n, releasable: 0n, redemptions: [], default: null }
  credits.push({ token, issuer, circulating: lots, bond, ...nothing })
  const window = { start: 1_790_000_000 - 200_000, end: 1_790_000_000 + 5_000_000 }
  const texts = { name: 'Credit', symbol: 'CR', unit: 'GPU-hour', endpoint: 'https://gpu.example' }
  const terms = { ...texts, grade: 1, referencePrice: 0n, meter: null, ...window }
  return [{ kind: 'creditIssued', token, issuer, lots, bond, issuePrice: 2_800_000n, terms }]
}

/** What of a bond some lots release, as long as others are undelivered. */
function release(credit: Credit, lots: bigint): bigint {
  const released = (credit.bond * lots) / (credit.circulating + credit.queued)
  credit.bond -= released
  credit.releasable += released
  return released
}

const creditAct: Act = ({ credits }, random) => {
  if (credits.length === 0) return []
  const credit = random.pick(credits)
  const { token, issuer } = credit
  const account = random.pick(ACCOUNTS)
  const waiting = credit.redemptions.filter(({ over }) => !over)
  if (credit.default) {
    const lots = lotsOf(random, credit.circulating)
    if (lots === 0n) return []
    const amount = (credit.default.pool * lots) / credit.default.lots
    credit.circulating -= lots
    credit.default.claimed += lots
    credit.bond = credit.default.claimed === credit.default.lots ? 0n : credit.bond - amount
    return [{ kind: 'defaultClaimed', token, holder: account, lots, amount }]
  }
  switch (random.below(7)) {
    case 0: {
      credit.bond += 1_000_000n
      return [{ kind: 'bondAdded', token, from: account, amount: 1_000_000n, bond: credit.bond }]
    }
    case 1: {
      const lots = lotsOf(random, least(credit.circulating, 5_000n))
      if (lots === 0n) return []
      const id = credit.redemptions.length + 1
      credit.redemptions.push({ id, holder: account, lots, delivered: 0n, over: false })
      credit.circulating -= lots
      credit.queued += lots
      credit.everQueued += lots
      const queuedBefore = credit.everQueued - lots
      return [{ kind: 'redemptionQueued', token, redemption: id, holder: account, lots, queuedBefore }]
    }
    case 2:
    case 3: {
      if (waiting.length === 0) return []
      const redemption = random.pick(waiting)
      const lots = lotsOf(random, redemption.lots - redemption.delivered)
      const released = release(credit, lots)
      redemption.delivered += lots
      redemption.over = redemption.delivered === redemption.lots
      credit.queued -= lots
      const receipt = { redemption: redemption.id, signer: redemption.holder, lots, delivered: redemption.delivered }
      return [{ kind: 'unitsDelivered', token, ...receipt, time: 1_790_000_000, released, bond: credit.bond }]
    }
    case 4: {
      if (waiting.length === 0) return []
      const redemption = random.pick(waiting)
      redemption.over = true
      const lots = redemption.lots - redemption.delivered
      credit.queued -= lots
      credit.circulating += lots
      return [{ kind: 'redemptionLeft', token, redemption: redemption.id, holder: redemption.holder, lots }]
    }
    case 5: {
      const lots = lotsOf(random, least(credit.circulating, 500n))
      if (lots === 0n) return []
      const released = release(credit, lots)
      credit.circulating -= lots
      return [{ kind: 'boughtBack', token, lots, released, bond: credit.bond }]
    }
    default: {
      const amount = credit.releasable
      if (amount > 0n) {
        credit.releasable = 0n
        return [{ kind: 'bondWithdrawn', token, to: issuer, amount }]
      }
      // Now and then it defaults: whoever waits takes his lots back first.
      if (waiting.length > 0 || random.below(4) > 0 || credit.circulating === 0n) return []
      const [lots, price] = [credit.circulating, 2_800_000n]
      const owed = (lots * price * 11n + 9_999n) / 10_000n
      const pool = least(owed, credit.bond)
      const released = credit.bond - pool
      credit.bond = pool
      credit.default = { lots, pool, claimed: 0n }
      return [{ kind: 'creditDefaulted', token, lots, price, isIssuePrice: true, owed, pool, released }]
    }
  }
}

const issueNote: Act = ({ notes, credits }, random) => {
  if (notes.length > 2) return []
  const token = tokenOf(2, notes.length)
  const start = { unsold: 50_000n, supply: 0n, deposited: 0n, index: 0n, asked: 0n, stressed: false, fixed: false }
  notes.push({ token, ...start, registered: new Map() })
  const terms = {
    ...{ name: 'Note', symbol: 'NT', productLine: 'whole business', issuePrice: 10_000_000n, lots: 50_000n },
    ...{ shareBp: 700, capBp: 13_500, firstDue: 1_790_002_000, coupons: 12, minimumCoupon: 500_000n },
    reserve: credits[0]?.token ?? null,
  }
  return [{ kind: 'noteIssued', token, issuer: random.pick(ACCOUNTS), reserveLots: 9_000n, terms }]
}

const noteAct: Act = ({ notes }, random) => {
  if (notes.length === 0) return []
  const note = random.pick(notes)
  const { token } = note
  const holder = random.pick(ACCOUNTS)
  const held = note.registered.get(holder) ?? 0n
  switch (random.below(6)) {
    case 0: {
      const lots = lotsOf(random, least(note.unsold, 20_000n))
      if (lots === 0n) return []
      note.unsold -= lots
      note.supply += lots
      return [{ kind: 'notesSold', token, lots, paid: lots * 10_000n }]
    }
    case 1: {
      if (note.supply === 0n || note.fixed) return []
      const closing: Told[] =
        note.unsold === 0n ? [] : [{ kind: 'saleClosed', token, supply: note.supply, burned: note.unsold }]
      note.unsold = 0n
      const amount = lotsOf(random, 30_000_000n)
      const rise = (amount << 96n) / note.supply
      if (note.index + rise > NOTE_CAP) return closing
      note.index += rise
      note.deposited += amount
      const told = { month: 1 + random.below(13), revenue: amount * 14n, amount, deposited: note.deposited }
      return [...closing, { kind: 'revenueDeposited', token, ...told, index: note.index }]
    }
    case 2: {
      const lots = lotsOf(random, 1_000n)
      note.registered.set(holder, held + lots)
      return [{ kind: 'notesRegistered', token, holder, lots, paid: (lots * note.index) >> 96n }]
    }
    case 3: {
      if (held === 0n || note.stressed) return []
      note.registered.set(holder, 0n)
      return [{ kind: 'notesUnregistered', token, holder, lots: held, paidBack: 7n }]
    }
    case 4: {
      if (note.stressed || note.unsold > 0n || random.below(3) > 0) return []
      note.stressed = true
      const told = { month: 1, had: note.deposited, needed: note.deposited + 1n, price: 2_000_000n }
      return [{ kind: 'stressDeclared', token, cause: 'couponMissed', ...told, windowEnd: 1_790_500_000 }]
    }
    default: {
      if (!note.stressed || note.fixed || held === 0n) return []
      if (random.below(4) > 0) {
        note.registered.set(holder, 0n)
        note.asked += held
        return [{ kind: 'conversionAsked', token, holder, lots: held, asked: note.asked }]
      }
      note.fixed = true
      const [converted, credits] = [note.asked, least(note.asked, 9_000n)]
      note.supply -= converted
      return [{ kind: 'conversionFixed', token, asked: note.asked, converted, credits, claimPerNote: 5n }]
    }
  }
}

const bundleAct: Act = ({ bundles, credits, notes }, random) => {
  const [credit, note] = [credits[0]?.token, notes[0]?.token]
  if (!credit || !note) return []
  const bundle = bundles[0]
  if (!bundle) {
    const token = tokenOf(3, 0)
    bundles.push({ token, supply: 0n })
    return [{ kind: 'bundleCreated', token, credit, note, notesPerCredit: 3 }]
  }
  const { token } = bundle
  const gone = random.below(2) === 0 ? lotsOf(random, bundle.supply) : 0n
  bundle.supply += gone === 0n ? 500n : -gone
  return [gone === 0n ? { kind: 'bundleWrapped', token, lots: 500n } : { kind: 'bundleUnwrapped', token, lots: gone }]
}
