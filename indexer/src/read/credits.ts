import type { Address } from 'viem'
import type { Credit, CreditEvent } from '../api/creditSchemas.ts'
import type { InstrumentRef } from '../api/schemas.ts'
import { wired } from '../api/wired.ts'
import * as credits from '../market/credit.ts'
import type { CreditEntry } from '../market/foldCredit.ts'
import { hourOf, ratio } from '../market/monitor.ts'
import type { Quotes } from '../market/quotes.ts'
import type { State } from '../market/state.ts'
import { creditWorth, defaultFrom, financingOf, owedOf, unitPrice } from '../market/valuation.ts'
import { lookAt } from './monitor.ts'

/** Where and when something was issued, as it travels. */
export const issuedAt = ({ at }: { at: credits.Credit['at'] }) => ({
  ...{ issuedAt: at.timestamp, block: at.block, transaction: at.transaction },
})

/** @param now - Time of the block, Unix seconds. */
export function creditJson(state: State, credit: credits.Credit, quotes: Quotes, now: number): Credit {
  const { terms, token, issuer, issuePrice, bond, issued, circulating, queued, delivered, boughtBack } = credit
  const { released, withdrawn, redemptions } = credit
  const { name, symbol, unit, endpoint, meter, start, end } = terms
  const hour = hourOf(now)
  const owed = owedOf(credit, quotes, now)
  return wired({
    ...{ token, name, symbol, issuer, unit, endpoint, meter, start, end, issuePrice, redemptions },
    ...{ market: quotes.marketOf(token)?.symbol ?? null, ...issuedAt(credit) },
    financing: financingOf(token, creditWorth(credit, quotes, hour), quotes, hour),
    grade: state.grades.get(terms.grade)?.name ?? null,
    referencePrice: terms.grade === 0 ? terms.referencePrice : null,
    defaultFrom: defaultFrom(credit, quotes, now),
    state: credits.creditStatus(credit, now),
    indexPrice: unitPrice(credit, quotes, now),
    ...{ issued, circulating, queued, delivered, boughtBack, bond, released, withdrawn },
    ...{ owed, coverageBp: ratio(bond, owed) },
    default: credit.default && defaultOf(credit.default),
    monitor: lookAt(credit, quotes, now),
  })
}

function defaultOf({ at, price, isIssuePrice, lots, owed, pool, claimed, paid }: credits.CreditDefault) {
  return {
    ...{ declaredAt: at.timestamp, price, isIssuePrice, lots, owed, pool, claimed, paid },
    shareBp: ratio(pool, owed) ?? 0,
    perToken: (pool * credits.LOTS_PER_TOKEN) / lots,
  }
}

export function creditEventJson({ at, ...entry }: CreditEntry): CreditEvent {
  const { timestamp, block, logIndex, transaction } = at
  return wired({ ...entry, timestamp, block, logIndex, transaction })
}

/** What a token is, if one of the factories issued it. */
export function instrumentOf({ records }: State, token: Address): InstrumentRef | null {
  const credit = records.credits.get(token)
  if (credit) return { kind: 'credit', token, name: credit.terms.name, symbol: credit.terms.symbol }
  const note = records.notes.get(token)
  if (note) return { kind: 'note', token, name: note.terms.name, symbol: note.terms.symbol }
  const bundle = records.bundles.get(token)
  return bundle ? { kind: 'bundle', token, ...bundleName(records, bundle) } : null
}

/** A bundle is called by what is in it, as its contract does. */
export function bundleName(
  { credits, notes }: Pick<State['records'], 'credits' | 'notes'>,
  { credit, note, notesPerCredit }: { credit: Address; note: Address; notesPerCredit: number },
): { name: string; symbol: string } {
  const [one, other] = [credits.get(credit)?.terms, notes.get(note)?.terms]
  return {
    name: `${one?.name} + ${notesPerCredit} ${other?.name}`,
    symbol: `${one?.symbol}+${notesPerCredit}x${other?.symbol}`,
  }
}
