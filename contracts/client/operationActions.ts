import type { Address } from 'viem'
import { perform, type Signer } from './actions.ts'
import type { WriteCall } from './calls.ts'
import type { Deployment } from './deployment.ts'
import { halt, resume } from './halt.ts'
import {
  type GradeTerms,
  listAsset,
  listBand,
  listDifference,
  listGrade,
  listMean,
  listMonth,
  listQuoteToken,
  listSpot,
  lowerTakerFee,
  type SpotTerms,
} from './listing.ts'
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
      listMonth: (terms: { grade: number; month: Month }) => send(listMonth(seriesRegistry, terms)),
      listMean: (terms: { grade: number; month: Month; months: 3 | 12 }) => send(listMean(seriesRegistry, terms)),
      listDifference: (terms: { plus: number; minus: number }) => send(listDifference(seriesRegistry, terms)),
      listBand: (terms: { family: number; floor: number; cap: number }) => send(listBand(seriesRegistry, terms)),
      collectFees: (market: number) => send(settings.collectFees(exchange, market)),

      // The guardian's; ending a halt that has run out is anyone's.
      halt: (markets: readonly number[], until: bigint) => send(halt(exchange, markets, until)),
      resume: (markets: readonly number[]) => send(resume(exchange, markets)),

      // The settler's.
      fixSettlementPrice: (family: number, tick: Tick) => send(fixSettlementPrice(exchange, family, tick)),

      // The owner's.
      listQuoteToken: (token: Address) => send(listQuoteToken(exchange, token)),
      lowerTakerFee: (market: number, takerFee: number) => send(lowerTakerFee(exchange, market, takerFee)),
      setDefaultTakerFee: (takerFee: number) => send(settings.setDefaultTakerFee(exchange, takerFee)),
      setFeeRecipient: (recipient: Address) => send(settings.setFeeRecipient(exchange, recipient)),
      setGuardian: (guardian: Address) => send(settings.setGuardian(exchange, guardian)),
      transferOwnership: (newOwner: Address) => send(settings.transferOwnership(exchange, newOwner)),
      acceptOwnership: () => send(settings.acceptOwnership(exchange)),
      renounceOwnership: () => send(settings.renounceOwnership(exchange)),
    }
  }
