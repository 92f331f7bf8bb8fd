#!/usr/bin/env node
// The compiler that forge calls: solc as npm ships it, so that a fresh clone downloads nothing but its packages.
import { readFileSync, writeFileSync } from 'node:fs'
import soljson from 'solc/soljson.js'

const version = soljson.cwrap('solidity_version', 'string', [])

/**
 * Compiles standard JSON.
 *
 * The input goes through the compiler's heap: `solc.compile` lays it on the WebAssembly stack, which ends at about 4 MB.
 */
function compile(input) {
  const pointer = soljson.cwrap('solidity_alloc', 'number', ['number'])(input.length + 1)
  soljson.HEAPU8.set(input, pointer)
  soljson.HEAPU8[pointer + input.length] = 0
  return soljson.cwrap('solidity_compile', 'string', ['number', 'number', 'number'])(pointer, 0, 0)
}

// forge adds path options, which the compiler has no use for: every source is in the JSON.
const options = process.argv.slice(2)
if (options.includes('--version')) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version()}`)
} else if (options.includes('--standard-json')) {
  writeFileSync(1, compile(readFileSync(0)))
} else {
  console.error(`Only --version and --standard-json are answered, not ${options.join(' ')}.`)
  process.exit(1)
}
