import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useConfig, useSignMessage, useSignTypedData } from 'wagmi'
import { formatLots } from '../format.ts'
import { useText, useWords } from '../i18n/text.tsx'
import { useServices } from '../services.ts'
import { useSend } from '../wallet/useSend.ts'
import { useWallet } from '../wallet/useWallet.ts'
import { createGateway, GatewayError, type MeterReading, requireOwnMessage } from './gateway.ts'
import { isOwn, type Metered, unreceipted } from './metered.ts'
import { gatewayWords } from './words.ts'

/** Tokens of this visit, by account, endpoint and what is metered. They are never written to storage. */
const tokens = new Map<string, string>()

/** The endpoint is asked this often while it works, milliseconds: the meter runs by the second. */
const METER_EVERY = 1_000

/** The endpoint has forgotten the session: it was started anew, or too much time has passed. */
const isSignedOut = (error: unknown): boolean => error instanceof GatewayError && error.code === 'not_signed_in'

/** The user's side of a provider's endpoint: sign in, work, meter, receipts. Nothing here throws; `fault` says what went wrong. */
export function useGateway(name: string, metered: Metered) {
  const text = useText()
  const words = useWords(gatewayWords)
  const wagmi = useConfig()
  const { config } = useServices()
  const { chainId } = config.deployment
  const wallet = useWallet()
  const address = wallet.status === 'ready' ? wallet.address : null
  const queryClient = useQueryClient()
  const send = useSend()
  const { mutateAsync: signMessage } = useSignMessage()
  const { mutateAsync: signTypedData } = useSignTypedData()
  const { endpoint, subject } = metered
  const gateway = createGateway(endpoint)
  const session = `${address} ${endpoint} ${JSON.stringify(subject)}`
  const token = tokens.get(session) ?? null
  const [, setVisit] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const key = ['gateway', session] as const

  const leave = () => {
    tokens.delete(session)
    setVisit((count) => count + 1)
  }
  const meter = useQuery({
    queryKey: key,
    queryFn: token ? () => gateway.meter(token) : skipToken,
    refetchInterval: METER_EVERY,
    retry: false,
  })
  const attempt = async (work: () => Promise<MeterReading | undefined>) => {
    setBusy(true)
    setFault(null)
    setNotice(null)
    try {
      const reading = await work()
      if (reading) queryClient.setQueryData(key, reading)
    } catch (error) {
      setFault(await sentenceOf(error))
      if (isSignedOut(error)) leave()
    } finally {
      setBusy(false)
    }
  }
  const sentenceOf = async (error: unknown): Promise<string> => {
    if (error instanceof GatewayError) return error.message
    const { describeFault, faultOf } = await import('../wallet/fault.ts')
    return describeFault(faultOf(error), text)
  }

  const signIn = () =>
    attempt(async () => {
      if (!address) return undefined
      const { message } = await gateway.challenge(address, subject)
      requireOwnMessage(message, { address, chainId, endpoint, host: window.location.host })
      const { token: given } = await gateway.enter(message, await signMessage({ message }))
      tokens.set(session, given)
      setVisit((count) => count + 1)
      return undefined
    })

  const work = (action: 'start' | 'stop') => attempt(async () => (token ? gateway.work(token, action) : undefined))

  const proposed = meter.data?.receipt ?? null
  const own = proposed && isOwn(metered, proposed) ? proposed : null

  const signReceipt = () =>
    attempt(async () => {
      if (!token || !own) return undefined
      const { requireChain } = await import('../wallet/chain.ts')
      await requireChain(wagmi, config)
      const receipt = { deliveredLots: BigInt(own.deliveredLots), time: BigInt(own.time) }
      const reading = await gateway.handOver(token, await signTypedData(await metered.toSign(chainId, receipt)))
      setNotice(words.handedOver)
      return reading
    })

  const postable = meter.data ? unreceipted(metered, meter.data.deliveredLots) : null

  /** Without the endpoint: it may sign nothing, or be gone. */
  const postReceipt = async () => {
    if (!address || postable === null) return
    setBusy(true)
    await send({
      summary: words.postSummary(name, formatLots(postable)),
      build: async (_calls, _exchange, sign) => {
        const { chainTime } = await import('../wallet/chain.ts')
        const time = BigInt(Math.min(await chainTime(wagmi, config), metered.end))
        const receipt = { deliveredLots: postable, time }
        return metered.toPost(receipt, address, await sign(await metered.toSign(chainId, receipt)))
      },
    })
    setBusy(false)
  }

  return {
    isSignedIn: token !== null && address !== null && !isSignedOut(meter.error),
    canSign: address !== null,
    isBusy,
    fault: fault ?? (meter.error instanceof GatewayError ? meter.error.message : null),
    notice,
    reading: meter.data ?? null,
    proposed: own,
    isForeign: proposed !== own,
    signIn,
    signOut: leave,
    work,
    signReceipt,
    postable,
    postReceipt,
  }
}
