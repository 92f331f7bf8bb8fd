import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'

/**
 * Starts Z3.
 *
 * @returns A function that waits for the answer to a question in SMT-LIB: `sat`, `unsat` or `unknown` in its first line.
 */
export function startSolver(): (question: string) => string {
  const { port1, port2 } = new MessageChannel()
  const ready = new Int32Array(new SharedArrayBuffer(4))
  new Worker(new URL('./worker.js', import.meta.url), {
    workerData: { port: port2, ready },
    transferList: [port2],
    execArgv: [],
  }).unref()
  return (question) => {
    Atomics.store(ready, 0, 0)
    port1.postMessage(question)
    Atomics.wait(ready, 0, 0)
    return receiveMessageOnPort(port1)?.message as string
  }
}
