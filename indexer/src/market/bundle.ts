import { CorruptionError } from '../errors.ts'
import type { Draft } from './draft.ts'
import type { Place } from './event.ts'
import type { BundleCreatedEvent, BundleEvent } from './noteEvent.ts'

/** One credit and k notes in one token. */
export type Bundle = Omit<BundleCreatedEvent, 'kind'> & {
  /** Lots wrapped now. */
  supply: bigint
  at: Place
}

/**
 * Folds what happened to a bundle.
 *
 * @throws {@link CorruptionError} if it does not follow from what came before.
 */
export function foldBundle(draft: Draft, event: BundleEvent, at: Place): void {
  if (event.kind === 'bundleCreated') {
    const { kind: _, ...terms } = event
    draft.put('bundles', { ...terms, supply: 0n, at })
    return
  }
  const bundle = draft.records.bundles.get(event.token)
  const supply = (bundle?.supply ?? 0n) + (event.kind === 'bundleWrapped' ? event.lots : -event.lots)
  if (!bundle || supply < 0n) throw new CorruptionError(`${event.token} has ${supply} lots wrapped`)
  draft.put('bundles', { ...bundle, supply })
}
