// Compares what the API serves with the chain itself: `tsx test/src/verify.ts --rpc http://… --api http://…`.
import { parseArgs } from 'node:util'
import { verify } from './verify/compare.ts'

const { values } = parseArgs({ options: { rpc: { type: 'string' }, api: { type: 'string' } } })
if (!values.rpc || !values.api) {
  console.error('Usage: tsx test/src/verify.ts --rpc <URL of a node> --api <URL of the indexer>')
  process.exit(2)
}
const { block, markets, fills, levels, differences } = await verify({ rpcUrl: values.rpc, apiUrl: values.api })
for (const difference of differences) console.error(difference)
console.log(
  `Block ${block}: ${markets} markets, ${fills} fills and ${levels} price levels compared, ${differences.length} differences`,
)
process.exit(differences.length > 0 ? 1 : 0)
