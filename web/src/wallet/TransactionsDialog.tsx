import { shortAddress } from '../format.ts'
import { useText } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Empty } from '../ui/states.tsx'
import { type TransactionStatus, useTransactionList } from './transactions.ts'

const TONES: Record<TransactionStatus, string> = {
  checking: 'text-muted',
  signing: 'text-info',
  pending: 'text-info',
  confirmed: 'text-fg',
  failed: 'text-danger',
  rejected: 'text-muted',
  lost: 'text-warn',
}

/** What was sent from this browser, newest first. It survives a reload. */
export function TransactionsDialog({ onClose }: { onClose: () => void }) {
  const text = useText()
  const { transactions, config } = useServices()
  const list = useTransactionList(transactions)
  const { explorer } = config.deployment
  return (
    <Dialog title={text.write.list} onClose={onClose} className="w-[min(560px,calc(100vw-24px))]">
      {list.length === 0 ? (
        <Empty title={text.write.none} detail={text.write.noneDetail} />
      ) : (
        <ul className="divide-y divide-line">
          {list.map((transaction) => (
            <li key={transaction.id} className="grid grid-cols-[1fr_auto] gap-x-3 px-4 py-2">
              <p className="text-sm">{transaction.summary}</p>
              <p className={classes('text-xs', TONES[transaction.status])}>{text.write.status[transaction.status]}</p>
              <p className="text-muted text-xs">{transaction.detail}</p>
              <p className="figure text-right text-2xs text-muted">
                <Moment at={Math.floor(transaction.sentAt / 1000)} look="full" />
                {transaction.hash &&
                  (explorer ? (
                    <a
                      className="pl-2 underline"
                      href={`${explorer}/tx/${transaction.hash}`}
                      target="_blank"
                      rel="noreferrer"
                    >
                      {shortAddress(transaction.hash)}
                    </a>
                  ) : (
                    <span className="pl-2" title={transaction.hash}>
                      {shortAddress(transaction.hash)}
                    </span>
                  ))}
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.length > 0 && (
        <div className="flex justify-end border-line border-t p-2">
          <Button size="small" look="quiet" onClick={transactions.clear}>
            {text.write.clear}
          </Button>
        </div>
      )}
    </Dialog>
  )
}
