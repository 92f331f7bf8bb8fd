import { useQuery } from '@tanstack/react-query'
import { useDeliveriesFeed } from '../delivery/feeds.ts'
import { accountDeliveriesQuery } from '../delivery/queries.ts'
import { formatLots } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { Link } from '../router/Link.tsx'
import { useServices } from '../services.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { lockedOf } from './locked.ts'
import { lockedWords } from './words.ts'

/** LONG and SHORT that lie at the delivery desk: the exchange does not know them as the account's. Nothing if there are none. */
export function LockedLine() {
  const words = useWords(lockedWords)
  const services = useServices()
  const hasDesk = services.config.deployment.deliveryDesk !== undefined
  const address = useAddress()
  const { data } = useQuery(accountDeliveriesQuery(services, hasDesk ? address : null))
  useDeliveriesFeed(hasDesk && address !== null)
  if (!data) return null
  const { long, short } = lockedOf(data)
  if (long === 0n && short === 0n) return null
  return (
    <p className="bg-panel px-3 py-2 text-muted text-xs">
      {words.locked(formatLots(long), formatLots(short))}{' '}
      <Link to={long > 0n ? '/deliver' : '/provider'} className="underline">
        {words.where}
      </Link>
    </p>
  )
}
