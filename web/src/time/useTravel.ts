import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useServices } from '../services.ts'
import { heardChainTime } from '../ui/useNow.ts'

/** Days are passed one by one, with their prints and deliveries: a month may take a minute, a year several. */
const TIMEOUT = 600_000

/** Moves the clock of the local chain forward, and has everything on the page asked for again once it is there. */
export function useTravel() {
  const { timeUrl } = useServices().config
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (to: number) => travel(timeUrl ?? '', to),
    onSuccess: async (now) => {
      heardChainTime(now)
      await queryClient.invalidateQueries()
    },
  })
}

/** @returns The chain's time on arrival, Unix seconds. */
async function travel(timeUrl: string, to: number): Promise<number> {
  const response = await fetch(timeUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to }),
    signal: AbortSignal.timeout(TIMEOUT),
  })
  const answer = (await response.json().catch(() => null)) as { now?: unknown; message?: unknown } | null
  if (response.ok && typeof answer?.now === 'number') return answer.now
  throw new Error(typeof answer?.message === 'string' ? answer.message : `HTTP ${response.status}`)
}
