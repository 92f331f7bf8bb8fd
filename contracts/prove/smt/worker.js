// Z3 answers only later; the compiler asks only now. So Z3 runs in a thread of its own, for which the asking one can wait. No
// TypeScript: whatever translates it would need the thread that waits.
import { workerData } from 'node:worker_threads'
import { init } from 'z3-solver'

const { port, ready } = workerData
const { Z3 } = await init()

port.on('message', async (question) => {
  const context = Z3.mk_context(Z3.mk_config())
  const answer = await Z3.eval_smtlib2_string(context, question).catch((error) => `unknown\n${error}`)
  Z3.del_context(context)
  port.postMessage(answer)
  Atomics.store(ready, 0, 1)
  Atomics.notify(ready, 0)
})
