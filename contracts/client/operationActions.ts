import type { Address } from 'viem'
import { perform, type Signer } from './actions.ts'
import type { WriteCall } from './calls.ts'
import type { Deployment } from './deployment.ts'
import { halt, resume } from './halt.ts'
import { type GradeTerms, listAsset, listGrade, listSeries, listSpot, type SpotTerms } from './listing.ts'
import { fixSettlementPrice } from './market.ts'
import * as settings from './settings.ts'
import type { Month } from './symbol.ts'
import type { Tick } from './units.ts'

/**
 * What keeps an exchange running, as actions of a viem client: listing, fees, halts, settlement and the owner's settings.
 *
 * @throws {@link RevertedError} where the exchange refuses.
 */
export const operationActions =
  ({ exchange, seriesRegistry }: Pick<Deployment, 'exchange' | 'seriesRegistry'>) =>
  (signer: Signer) => {
    const send = (call: WriteCall) => perform(signer, call)

    return {
      // Anyone's.
      listAsset: (token: Address) => send(listAsset(exchange, token)),
      listSpot: (terms: SpotTerms) => send(listSpot(exchange, terms)),
      listGrade: (terms: GradeTerms) => send(listGrade(seriesRegistry, terms)),
      listSeries: (terms: { grade: number; month: Month; cap: number }) => send(listSeries(seriesRegistry, terms)),
      collectFees: (market: number) => send(settings.collectFees(exchange, market)),

      // The guardian's; ending a halt that has run out is anyone's.
      halt: (markets: readonly number[], until: bigint) => send(halt(exchange, markets, until)),
      resume: (markets: readonly number[]) => send(resume(exchange, markets)),

      // The settler's.
      fixSettlementPrice: (market: number, tick: Tick) => send(fixSettlementPrice(exchange, market, tick)),

      // The owner's.
      setDefaultTakerFee: (takerFee: number) => send(settings.setDefaultTakerFee(exchange, takerFee)),
      setFeeRecipient: (recipient: Address) => send(settings.setFeeRecipient(exchange, recipient)),
      setGuardian: (guardian: Address) => send(settings.setGuardian(exchange, guardian)),
      transferOwnership: (newOwner: Address) => send(settings.transferOwnership(exchange, newOwner)),
      acceptOwnership: () => send(settings.acceptOwnership(exchange)),
      renounceOwnership: () => send(settings.renounceOwnership(exchange)),
    }
  }
