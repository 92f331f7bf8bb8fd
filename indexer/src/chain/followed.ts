import { type Deployment, OPTIONAL_CONTRACTS, type OptionalContract } from '@gigahour/contracts/deployment'
import type { Address } from 'viem'
import type { ChildRole, Contract } from '../market/contract.ts'
import type { Identity } from '../store/store.ts'
import { type BareEvent, type Decoder, lower, placeOf } from './decode.ts'
import { decodeBundle, decodeBundleFactory } from './decodeBundle.ts'
import { decodeCredit, decodeCreditFactory } from './decodeCredit.ts'
import { decodeDeliveryDesk } from './decodeDeliveryDesk.ts'
import { decodeExchange } from './decodeExchange.ts'
import { decodeNote, decodeNoteFactory } from './decodeNote.ts'
import { decodePriceIndex } from './decodePriceIndex.ts'
import { decodeRegistry } from './decodeRegistry.ts'
import { decodeSettlement } from './decodeSettlement.ts'
import type { RpcLog } from './rpc.ts'

/** What a followed contract is. */
type Role = 'exchange' | 'seriesRegistry' | OptionalContract | ChildRole

/** How the logs of each are read. */
const DECODERS: Record<Role, Decoder> = {
  exchange: decodeExchange,
  seriesRegistry: decodeRegistry,
  deliveryDesk: decodeDeliveryDesk,
  creditFactory: decodeCreditFactory,
  credit: decodeCredit,
  noteFactory: decodeNoteFactory,
  note: decodeNote,
  priceIndex: decodePriceIndex,
  settlement: decodeSettlement,
  bundleFactory: decodeBundleFactory,
  bundle: decodeBundle,
}

/** The addresses of a deployment whose logs are read, by what they are. */
function rolesOf(deployment: Deployment): Map<Address, Role> {
  const roles = new Map<Address, Role>()
  for (const role of ['exchange', 'seriesRegistry', ...OPTIONAL_CONTRACTS] as const) {
    const address = deployment[role]
    if (address !== undefined) roles.set(lower(address), role)
  }
  return roles
}

/** What a store of a deployment is of. */
export const identityOf = (deployment: Deployment): Identity => ({
  chainId: deployment.chainId,
  blockHash: deployment.blockHash,
  exchange: deployment.exchange,
  contracts: [...rolesOf(deployment).keys()],
})

/**
 * Which contracts' logs are wanted: the deployment's own, and those that their factories announced. The same topic from any other address
 * is somebody else's.
 */
export class Followed {
  readonly #roles: ReadonlyMap<Address, Role>

  private constructor(roles: ReadonlyMap<Address, Role>) {
    this.#roles = roles
  }

  static of(deployment: Deployment): Followed {
    return new Followed(rolesOf(deployment))
  }

  get addresses(): Address[] {
    return [...this.#roles.keys()]
  }

  /** @param children - Announced by an event of a contract that is followed. */
  with(children: Iterable<Contract>): Followed {
    const roles = new Map(this.#roles)
    for (const { address, role } of children) roles.set(address, role)
    return new Followed(roles)
  }

  /** Of what events announce: the contracts that are to be followed and are not yet. */
  unknownIn(events: readonly BareEvent[]): Contract[] {
    return events.flatMap(({ announces }) => (announces && !this.#roles.has(announces.address) ? [announces] : []))
  }

  /**
   * Reads a log.
   *
   * @param timestamp - Of its block, Unix seconds.
   * @returns `undefined` for logs of other contracts, and for events that change nothing that is served.
   */
  decode(log: RpcLog, timestamp: number): BareEvent | undefined {
    const role = this.#roles.get(lower(log.address))
    return role && DECODERS[role](log, placeOf(log, timestamp))
  }
}
