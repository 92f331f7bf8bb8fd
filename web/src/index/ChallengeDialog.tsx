import type { Print } from '@gigahour/indexer/api/prints'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useConfig } from 'wagmi'
import { formatDate, formatMoney, formatUsdc, parseDecimal, SERIES_SCALE } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { useMarkets } from '../series/useMarkets.ts'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { LoadError } from '../ui/states.tsx'
import { ConnectButton } from '../wallet/ConnectButton.tsx'
import { useApproveFirst } from '../wallet/useApproveFirst.ts'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { indexWords } from './words.ts'

/** Challenges a print: the bond is approved, then put up with the price that is held to be right. */
export function ChallengeDialog({ print, onClose }: { print: Print; onClose: () => void }) {
  const text = useText()
  const words = useWords(indexWords)
  const locale = useLocale()
  const wagmi = useConfig()
  const { config } = useServices()
  const { priceIndex } = config.deployment
  const queryClient = useQueryClient()
  const send = useSend()
  const approveFirst = useApproveFirst()
  const wallet = useWallet()
  const { query } = useMarkets()
  const market = query.data?.find(({ grade }) => grade === print.grade)?.market
  const terms = useQuery({
    queryKey: ['challenge terms', print.grade],
    enabled: priceIndex !== undefined && market !== undefined,
    queryFn: async () =>
      (await import('../wallet/chainReads.ts')).challengeTerms(wagmi, config, priceIndex ?? '0x', market ?? 0),
  })
  const [price, setPrice] = useState('')
  const [isSending, setSending] = useState(false)
  const parsed = parseDecimal(price, SERIES_SCALE.quoteDecimals)
  const value = parsed.ok ? parsed.value : 0n
  const error =
    price === ''
      ? null
      : !parsed.ok
        ? text.problem.amountMalformed
        : String(value) === print.price
          ? words.samePrice
          : null
  const day = formatDate(print.time, locale)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!terms.data || !priceIndex || value === 0n || error || isSending) return
    const { grade, bond, bondToken } = terms.data
    setSending(true)
    const isReady = await approveFirst({
      token: bondToken,
      spender: priceIndex,
      amount: bond,
      summary: text.write.approve(formatMoney(bond)),
    })
    const sent = isReady
      ? await import('@gigahour/contracts/observation').then(({ challengePrint }) =>
          send({
            summary: words.challengeWrite(print.grade, day, formatUsdc(String(value))),
            build: () => challengePrint(priceIndex, { grade, day: print.day, price: value }),
          }),
        )
      : null
    setSending(false)
    await queryClient.invalidateQueries({ queryKey: ['prints', print.grade] })
    if (sent?.ok) onClose()
  }
  return (
    <Dialog title={words.challengeTitle(print.grade, day)} onClose={onClose}>
      <form
        aria-label={words.challengeTitle(print.grade, day)}
        className="flex flex-col gap-4 p-4"
        onSubmit={(event) => void submit(event)}
      >
        {terms.isError ? (
          <LoadError error={terms.error} onRetry={terms.refetch} />
        ) : (
          <p className="text-muted text-xs">
            {terms.data ? words.challengeRule(formatMoney(terms.data.bond)) : words.readingBond}
          </p>
        )}
        <Field
          label={words.rightPrice}
          unit={words.unit}
          value={price}
          onChange={setPrice}
          error={error}
          placeholder={formatUsdc(print.price)}
          disabled={isSending}
        />
        {wallet.status === 'none' ? (
          <ConnectButton />
        ) : (
          <Button
            type="submit"
            look="primary"
            size="large"
            disabled={!terms.data || value === 0n || error !== null || isSending || wallet.status !== 'ready'}
          >
            {isSending ? text.ticket.sending : words.bondAndChallenge}
          </Button>
        )}
      </form>
    </Dialog>
  )
}
