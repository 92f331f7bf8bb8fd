import { deliveryDeskAbi } from '@gigahour/contracts/abi'
import { decodeEventLog } from 'viem'
import { addressOrNull, type Decoder, lower, topicsOf } from './decode.ts'

export const decodeDeliveryDesk: Decoder = (log, at) => {
  const { eventName, args } = decodeEventLog({ abi: deliveryDeskAbi, topics: topicsOf(log), data: log.data })
  switch (eventName) {
    case 'OfferMade': {
      const { offer, market, provider, lots, minimum, meter, site, endpoint, terms } = args
      const parties = { provider: lower(provider), meter: addressOrNull(meter) }
      return { kind: 'offerMade', offer: Number(offer), market, ...parties, lots, minimum, site, endpoint, terms, at }
    }
    case 'OfferWithdrawn':
      return { kind: 'offerWithdrawn', offer: Number(args.offer), lots: args.lots, open: args.open, at }
    case 'Elected': {
      const { election, offer, buyer, lots } = args
      return { kind: 'elected', election: Number(election), offer: Number(offer), buyer: lower(buyer), lots, at }
    }
    case 'LotsDelivered': {
      const { election, lots, delivered, time, signer, amount } = args
      const receipt = { lots, delivered, time: Number(time), signer: lower(signer), amount }
      return { kind: 'lotsDelivered', election: Number(election), ...receipt, at }
    }
    case 'ElectionSettled': {
      const { election, ...cash } = args
      return { kind: 'electionSettled', election: Number(election), ...cash, at }
    }
    case 'Claimed':
      return { kind: 'deskClaimed', account: lower(args.account), amount: args.amount, at }
    default:
      return undefined
  }
}
