import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Hex } from 'viem'

/** Where `forge build` puts what it compiled; forge reads the same variable. */
const ARTIFACTS = path.resolve(process.env.FOUNDRY_OUT ?? path.join(import.meta.dirname, '../out'))

/** Thrown when the contracts have not been compiled. */
export class ArtifactError extends Error {
  override name = 'ArtifactError'
}

/** Creation code of a contract of ours, without the constructor's arguments. */
export function bytecodeOf(contract: string): Hex {
  const file = path.join(ARTIFACTS, `${contract}.sol/${contract}.json`)
  let bytecode: Hex | undefined
  try {
    const artifact = JSON.parse(readFileSync(file, 'utf8')) as { bytecode?: { object: Hex } }
    bytecode = artifact.bytecode?.object
  } catch (error) {
    throw new ArtifactError(`${contract} is not compiled: run \`npx forge build contracts/src\``, { cause: error })
  }
  if (!bytecode) throw new ArtifactError(`${file} holds no bytecode: run \`npx forge build contracts/src\``)
  return bytecode
}
