import type { Credit } from '@gigahour/indexer/api/credits'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { formatLots, formatMoney } from '../format.ts'
import { useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { FundedAction } from '../token/FundedAction.tsx'
import { useNow } from '../ui/useNow.ts'
import { useAddress } from '../wallet/useWallet.ts'
import { AmountAction } from './AmountAction.tsx'
import { DepositAction } from './DepositAction.tsx'
import { ownFinancingQuery } from './queries.ts'
import { SendButton } from './SendButton.tsx'
import { useFundedToken } from './useFundedToken.ts'
import { financingWords } from './words.ts'

const calls = () => import('@gigahour/contracts/credit')

/** What so many lots bring, micro-USDC, as the credit rounds it. */
const shareOf = (lots: bigint, { pool, lots: all }: { pool: string; lots: string }): bigint =>
  (BigInt(pool) * lots) / BigInt(all)

/** What a holder, or anyone, can do with a credit as it stands. */
export function CreditActions({ credit }: { credit: Credit }) {
  const words = useWords(financingWords)
  const now = useNow()
  const address = useAddress()
  const { data } = useQuery(ownFinancingQuery(useServices(), address))
  const fundedToken = useFundedToken()
  const at = credit.token as Address
  const token = fundedToken(credit.token, credit.symbol)
  const defaulted = credit.state === 'default' ? credit.default : null
  const isRunning = credit.state === 'upcoming' || credit.state === 'open'
  const waiting = (data?.redemptions ?? []).filter(
    (each) =>
      each.token === credit.token && each.state === 'queued' && each.leaveFrom !== null && now >= each.leaveFrom,
  )
  return (
    <>
      {isRunning && (
        <AmountAction title={words.redeem} rule={words.redeemRule} unit={credit.symbol}>
          {(lots, clear) => (
            <FundedAction
              token={token}
              spender={null}
              amount={lots}
              action={words.redeem}
              detail={words.redeemRule}
              summary={`${words.redeem}: ${formatLots(lots)} ${credit.symbol}`}
              build={async () => (await calls()).redeemCredit(at, lots)}
              onDone={clear}
            />
          )}
        </AmountAction>
      )}
      {defaulted && (
        <AmountAction title={words.collectBond} rule={words.collectBondRule} unit={credit.symbol}>
          {(lots, clear) => (
            <FundedAction
              token={token}
              spender={null}
              amount={lots}
              action={words.collectBond}
              detail={words.collectBondDetail(
                formatLots(lots),
                credit.symbol,
                formatMoney(shareOf(lots, defaulted), undefined, { exact: true }),
              )}
              summary={`${words.collectBond}: ${formatLots(lots)} ${credit.symbol}`}
              build={async (account) => (await calls()).claimDefault(at, lots, account)}
              onDone={clear}
            />
          )}
        </AmountAction>
      )}
      <DepositAction token={token} />
      <div className="flex flex-wrap gap-2 p-3 empty:hidden">
        {waiting.map(({ redemption }) => (
          <SendButton
            key={redemption}
            label={words.leave(redemption)}
            rule={words.leaveRule}
            summary={`${words.leave(redemption)}: ${credit.symbol}`}
            build={async () => (await calls()).leaveRedemption(at, BigInt(redemption))}
          />
        ))}
        {credit.state === 'closed' && now >= credit.defaultFrom && (
          <SendButton
            label={words.declareDefault}
            rule={words.declareDefaultRule}
            summary={`${words.declareDefault}: ${credit.symbol}`}
            build={async () => (await calls()).declareDefault(at)}
          />
        )}
      </div>
    </>
  )
}
