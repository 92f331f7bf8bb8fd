import { answers, type Child, executable, startChild, untilReady } from './process.ts'

export type IndexerOptions = {
  rpcUrl: string
  wsUrl: string
  /** File that says where the exchange is. */
  deploymentFile: string
  /** Folder of its store. */
  folder: string
  port: number
}

export type IndexerProcess = {
  apiUrl: string
  child: Child
}

/** Starts the indexer and waits until it has caught up with the chain. */
export async function startIndexer(options: IndexerOptions): Promise<IndexerProcess> {
  const child = startChild({
    name: 'indexer',
    command: executable('tsx'),
    args: ['indexer/src/main.ts'],
    env: {
      GIGAHOUR_DEPLOYMENT: options.deploymentFile,
      GIGAHOUR_RPC_URL: options.rpcUrl,
      GIGAHOUR_WS_URL: options.wsUrl,
      GIGAHOUR_DATA_DIR: options.folder,
      GIGAHOUR_API_PORT: `${options.port}`,
    },
  })
  const apiUrl = `http://127.0.0.1:${options.port}`
  await untilReady(child, () => answers(`${apiUrl}/readyz`), 60_000)
  return { apiUrl, child }
}
