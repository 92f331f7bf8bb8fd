import type { Bundle } from '../api/financingSchemas.ts'
import type { Coupon, Note } from '../api/noteSchemas.ts'
import { wired } from '../api/wired.ts'
import type * as bundles from '../market/bundle.ts'
import { LOTS_PER_TOKEN } from '../market/credit.ts'
import { hourOf } from '../market/monitor.ts'
import * as notes from '../market/note.ts'
import type { Quotes } from '../market/quotes.ts'
import type { State } from '../market/state.ts'
import { bundleWorth, financingOf, noteWorth } from '../market/valuation.ts'
import { bundleName, issuedAt } from './credits.ts'

/** @param now - Time of the block, Unix seconds. */
export function noteJson(note: notes.Note, quotes: Quotes, now: number): Note {
  const { token, issuer, terms, reserveLots, unsold, supply, registered } = note
  const { deposited, collected, revenue } = note
  const hour = hourOf(now)
  const { name, symbol, productLine, issuePrice, lots, shareBp, capBp, firstDue, coupons, minimumCoupon } = terms
  return wired({
    ...{ token, name, symbol, issuer, productLine, issuePrice, shareBp, capBp, firstDue, minimumCoupon, lots },
    ...{ market: quotes.marketOf(token)?.symbol ?? null, ...issuedAt(note) },
    financing: financingOf(token, noteWorth(note, hour), quotes, hour),
    ...{ perTokenCap: notes.capOf(terms), perToken: notes.accumulated(note, LOTS_PER_TOKEN) },
    unpaid: notes.unpaid(note, supply),
    maturity: notes.dueDate(terms, coupons),
    schedule: notes.scheduleOf(note, now),
    state: notes.noteStatus(note, now),
    saleOpen: notes.isOnSale(note, now),
    sold: notes.soldOf(note),
    ...{ unsold, supply, registered, deposited, collected, revenue },
    ...{ arrears: notes.arrearsOf(note, now), covenantBp: notes.covenantOf(note, now) },
    ...{ reserve: terms.reserve, reserveLots },
    conversion: note.conversion && conversionOf(note.conversion),
  })
}

function conversionOf({ at, fixed, windowEnd, price, ...stress }: notes.Conversion) {
  const isPossible = windowEnd > 0
  return {
    ...{ ...stress, declaredAt: at.timestamp },
    ...{ windowEnd: isPossible ? windowEnd : null, price: isPossible ? price : null },
    ...{ fixedAt: fixed?.at.timestamp ?? null, converted: fixed?.converted ?? null, credits: fixed?.credits ?? null },
    claimPerToken: fixed?.claimPerNote ?? null,
  }
}

export function couponJson({ index, at, ...coupon }: notes.Coupon): Coupon {
  const { timestamp, block, logIndex, transaction } = at
  const perToken = notes.accumulated({ index }, LOTS_PER_TOKEN)
  return wired({ ...coupon, perToken, timestamp, block, logIndex, transaction })
}

/** @param now - Time of the block, Unix seconds. */
export function bundleJson({ records }: State, bundle: bundles.Bundle, quotes: Quotes, now: number): Bundle {
  const { token, credit, note, notesPerCredit, supply, at } = bundle
  const hour = hourOf(now)
  const parts = { credit: records.credits.get(credit), note: records.notes.get(note) }
  const worth =
    parts.credit && parts.note
      ? bundleWorth(bundle, { credit: parts.credit, note: parts.note }, quotes, hour)
      : undefined
  return wired({
    ...{ token, ...bundleName(records, bundle), market: quotes.marketOf(token)?.symbol ?? null },
    financing: financingOf(token, worth, quotes, hour),
    ...{ credit, note, notesPerCredit, supply },
    ...{ createdAt: at.timestamp, block: at.block, transaction: at.transaction },
  })
}
