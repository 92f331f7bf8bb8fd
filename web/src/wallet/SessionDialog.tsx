import { MAX_BUDGET, REVOKED, setOperator } from '@gigahour/contracts/session'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useConfig } from 'wagmi'
import { formatDecimal, formatMoney, formatUtc, parseDecimal, SERIES_SCALE, shortAddress, UNKNOWN } from '../format.ts'
import { useLocale, useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Moment } from '../ui/Moment.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { showToast } from '../ui/toast.tsx'
import { chainNow, useNow } from '../ui/useNow.ts'
import { type Session, useSession } from './session.ts'
import { createKey, type KeyGas, ORDERS_AT_START, readKeyGas, sweepKey } from './sessionGas.ts'
import { useSend } from './useSend.ts'
import { useAddress } from './useWallet.ts'
import { sessionWords } from './words.ts'

/** USDC that a key may cost unless another figure is typed. */
const USUAL_BUDGET = '1000'

const DURATIONS = { hour: 3_600, day: 86_400, week: 604_800 }
type Duration = keyof typeof DURATIONS

/** Makes a session key, shows the one there is, ends it. */
export function SessionDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(sessionWords)
  const session = useSession()
  const wagmi = useConfig()
  const { config } = useServices()
  const operator = session?.operator ?? null
  const { data: gas } = useQuery({
    queryKey: ['key gas', operator],
    queryFn: () => readKeyGas(wagmi, config, operator),
    refetchInterval: 5_000,
  })
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="flex flex-col gap-4 p-4">
        {session ? <Running session={session} gas={gas} /> : <Beginning gas={gas} />}
      </div>
    </Dialog>
  )
}

function Beginning({ gas }: { gas: KeyGas | undefined }) {
  const text = useText()
  const words = useWords(sessionWords)
  const locale = useLocale()
  const { sessions, config } = useServices()
  const owner = useAddress()
  const send = useSend()
  const sendGas = useSendGas()
  const [duration, setDuration] = useState<Duration>('day')
  const [typed, setTyped] = useState(USUAL_BUDGET)
  const [isBusy, setBusy] = useState(false)
  const parsed = parseDecimal(typed, SERIES_SCALE.quoteDecimals)
  const budget = parsed.ok && parsed.value > 0n && parsed.value <= MAX_BUDGET ? parsed.value : null
  const money = formatMoney(budget)

  const start = async () => {
    if (!owner || !gas || budget === null) return
    setBusy(true)
    const { key, operator } = createKey()
    const expiry = chainNow() + DURATIONS[duration]
    const granted = await send({
      summary: words.grant(formatUtc(expiry, locale), money),
      build: (_, exchange) =>
        setOperator(exchange, operator, { expiry: BigInt(expiry), quote: config.deployment.usdcAsset, budget }),
    })
    if (granted.ok) {
      // Kept before it is sent anything: should the page be closed now, its gas is not lost.
      sessions.put({ owner, operator, key, expiry })
      if (!(await sendGas(operator, gas.start)))
        showToast({ id: 'session gas', tone: 'warn', title: text.write.keyNoGas })
    }
    setBusy(false)
  }
  return (
    <>
      <p className="text-sm">{words.detail}</p>
      <div className="rounded border border-line p-3 text-xs">
        <p className="text-muted">{words.may}</p>
        <ul className="list-disc pl-5">
          {words.mayList.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <p className="pt-2">{words.mayNot}</p>
      </div>
      <Segmented
        name="duration"
        legend={words.duration}
        value={duration}
        onChange={setDuration}
        options={(Object.keys(DURATIONS) as Duration[]).map((id) => ({ id, label: words.durations[id] }))}
      />
      <div className="flex flex-col gap-2">
        <Field
          label={words.budget}
          unit="USDC"
          value={typed}
          onChange={setTyped}
          error={budget === null ? words.budgetRule : null}
        />
        <p className="text-muted text-xs">{words.budgetNote}</p>
      </div>
      <p className="text-muted text-xs">
        {gas ? words.gasNote(formatEther(gas.start), ORDERS_AT_START) : text.state.loading}
      </p>
      <p className="text-warn text-xs">{words.risk(money)}</p>
      <Button
        look="primary"
        size="large"
        disabled={!owner || !gas || budget === null || isBusy}
        onClick={() => void start()}
      >
        {isBusy ? text.ticket.sending : words.start}
      </Button>
    </>
  )
}

function Running({ session, gas }: { session: Session; gas: KeyGas | undefined }) {
  const text = useText()
  const words = useWords(sessionWords)
  const now = useNow()
  const wagmi = useConfig()
  const { config, sessions } = useServices()
  const send = useSend()
  const sendGas = useSendGas()
  const [isBusy, setBusy] = useState(false)
  const isExpired = session.expiry <= now
  const { data: left } = useQuery({
    queryKey: ['key budget', session.operator],
    queryFn: async () => (await import('./chainReads.ts')).keyBudgetLeft(wagmi, config, session),
    refetchInterval: 5_000,
  })

  const end = async () => {
    setBusy(true)
    const isRevoked =
      isExpired ||
      (
        await send({
          summary: words.revoke,
          build: (_, exchange) => setOperator(exchange, session.operator, REVOKED),
        })
      ).ok
    if (isRevoked) {
      try {
        await sweepKey(wagmi, config, session)
        sessions.drop(session.owner)
        showToast({ id: 'session', tone: 'info', title: words.forgotten })
      } catch {
        // The key stays until its gas is fetched.
        sessions.put({ ...session, expiry: Math.min(session.expiry, now) })
        showToast({ id: 'session', tone: 'warn', title: text.write.network })
      }
    }
    setBusy(false)
  }
  const topUp = async () => {
    if (!gas) return
    setBusy(true)
    await sendGas(session.operator, gas.start)
    setBusy(false)
  }
  const isDry = gas !== undefined && gas.orders < 5n
  return (
    <>
      <p className={isExpired ? 'text-sm text-warn' : 'text-sm'}>{isExpired ? words.expired : words.active}</p>
      <dl className="divide-y divide-line border-line border-y text-sm">
        <Fact name={words.until}>
          <Moment at={session.expiry} look="full" />
        </Fact>
        <Fact name={words.budgetLeft}>{left === undefined ? UNKNOWN : `${formatMoney(left)} USDC`}</Fact>
        <Fact name={words.key}>
          <span title={session.operator}>{shortAddress(session.operator)}</span>
        </Fact>
        <Fact name={words.gas}>
          <span className={isDry ? 'text-warn' : undefined}>
            {gas ? `${formatEther(gas.held)} ETH · ${words.orders(String(gas.orders))}` : UNKNOWN}
          </span>
        </Fact>
      </dl>
      <p className="text-muted text-xs">{words.mayNot}</p>
      <div className="grid grid-cols-2 gap-2">
        <Button size="large" disabled={isBusy || !gas || isExpired} onClick={() => void topUp()}>
          {words.topUp}
        </Button>
        <Button size="large" look="danger" disabled={isBusy} onClick={() => void end()}>
          {isBusy ? text.ticket.sending : isExpired ? words.fetchBack : words.end}
        </Button>
      </div>
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex h-9 items-center justify-between gap-3">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="figure text-xs">{children}</dd>
    </div>
  )
}

/** Sends ether of the wallet to a key. True if it arrived. */
function useSendGas() {
  const words = useWords(sessionWords)
  const send = useSend()
  const queryClient = useQueryClient()
  return async (to: `0x${string}`, value: bigint): Promise<boolean> => {
    const sent = await send({ summary: words.send(formatEther(value)), build: () => ({ to, value }) })
    await queryClient.invalidateQueries({ queryKey: ['key gas'] })
    return sent.ok
  }
}

const formatEther = (wei: bigint): string => formatDecimal(wei, 18, { minimum: 2, maximum: 5 })
