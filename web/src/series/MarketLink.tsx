import { Link } from '../router/Link.tsx'

/** A series by its symbol, as a link to where it trades. */
export function MarketLink({ symbol }: { symbol: string }) {
  return (
    <Link to="/trade/$symbol" params={{ symbol }} className="figure hover:underline">
      {symbol}
    </Link>
  )
}
