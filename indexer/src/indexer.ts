import type { Logger } from 'pino'
import project from '../../package.json' with { type: 'json' }
import type { Status } from './api/schemas.ts'
import { identityOf } from './chain/followed.ts'
import { Follower } from './chain/follower.ts'
import { openHints } from './chain/hints.ts'
import { Reconciler } from './chain/reconciler.ts'
import { httpRpc, type Rpc } from './chain/rpc.ts'
import { Source } from './chain/source.ts'
import type { Config } from './config.ts'
import { StopError } from './errors.ts'
import { Model } from './read/model.ts'
import { openStore } from './store/sqlite.ts'

/** Milliseconds between two looks at the head: with news from the node, and without. */
const POLL = { withNews: 1_000, alone: 100 }

export type Indexer = {
  model: Model
  /** Follows the chain until it is closed. @throws StopError if it cannot go on; what is stored can still be read. */
  follow: () => Promise<void>
  /** Ends following: the step at hand is finished. */
  stop: () => void
  /** Closes the store. */
  close: () => void
}

/** Puts the stages together: chain → market → store → read. */
export function createIndexer(config: Config, log: Logger, rpc: Rpc = httpRpc(config.rpcUrl)): Indexer {
  const { deployment } = config
  const { chainId, blockHash, exchange, seriesRegistry, usdc } = deployment
  const startedAt = Math.floor(Date.now() / 1_000)
  const store = openStore(config.dataFolder, identityOf(deployment), config.reset)
  const stopping = new AbortController()
  const hints = openHints(config.wsUrl)
  const reconciler = new Reconciler(rpc, deployment)
  let ready = false
  let compared = 0
  /** Whether the state was found to differ from the chain. */
  let wrong = false

  const follower = new Follower({
    source: new Source(rpc, deployment),
    store,
    firstBlock: deployment.block,
    events: {
      progress: (progress) => {
        model.publish(progress)
        if (progress.type === 'revert')
          log.info({ block: progress.checkpoint.header.number }, 'Went on from this block')
      },
      trouble: (error, remedy) => {
        ready = false
        log.warn({ err: error, remedy }, 'The chain could not be read')
      },
    },
  })
  const status = (): Status => {
    const indexed = model.at()
    const head = follower.head
    const lagBlocks = Math.max(0, (head?.number ?? 0) - (indexed?.block ?? 0))
    const behind = lagBlocks === 0 ? 0 : (head?.timestamp ?? 0) - (indexed?.timestamp ?? 0)
    return {
      ...{ chainId, genesisHash: blockHash },
      contracts: { exchange: lower(exchange), seriesRegistry: lower(seriesRegistry), usdc: lower(usdc) },
      head: head?.number ?? 0,
      headTimestamp: head?.timestamp ?? 0,
      indexed: indexed?.block ?? 0,
      lagBlocks,
      lagMilliseconds: Math.max(0, behind * 1_000),
      finalized: follower.finalized,
      reorgs: model.reorgs,
      ...{ ready, version: project.version, startedAt },
    }
  }
  const model = new Model({ store, follower, status })

  /** Compares with the chain now and then, beside the following: it must not hold up a block. */
  const compare = async (): Promise<void> => {
    const checkpoint = store.checkpoint()
    if (!checkpoint || checkpoint.header.number < compared + config.reconcileEvery) return
    compared = checkpoint.header.number
    try {
      const differences = await reconciler.compare(follower.state, checkpoint.header)
      if (differences.length === 0) return
      ready = false
      wrong = true
      model.differences += differences.length
      log.error({ block: checkpoint.header.number, differences }, 'The state is not the chain: building it again')
    } catch (error) {
      // The block may have been taken back in the meantime.
      log.warn({ err: error }, 'Could not compare with the chain')
    }
  }

  return {
    model,
    follow: async () => {
      const { signal } = stopping
      try {
        while (!signal.aborted) {
          if (wrong) {
            follower.rebuild()
            model.forget()
            wrong = false
          }
          await follower.catchUp(signal)
          ready = follower.caughtUp && !signal.aborted && !wrong
          void compare()
          await hints.next(hints.live() ? POLL.withNews : POLL.alone)
        }
      } catch (error) {
        ready = false
        if (error instanceof StopError) log.fatal({ err: error }, 'Stopped following the chain')
        throw error
      }
    },
    stop: () => {
      stopping.abort()
      hints.close()
    },
    close: () => store.close(),
  }
}

const lower = (address: string): string => address.toLowerCase()
