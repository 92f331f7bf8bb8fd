import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { portNear } from '../ports.ts'

/** Where a gateway stands, and where it keeps what it must know after a restart. */
export type GatewayPlace = {
  port: number
  /** Of the jobs of its machines. */
  jobs: string
  /** Where offers of the run before send buyers, if the gateway could not stand there again. */
  moved: string | undefined
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`

/**
 * Where the gateway of a kept chain was, if that port is free: its offers name it, and cannot be changed.
 *
 * @param wanted - Port for a gateway that was nowhere yet.
 */
export async function placeGateway(folder: string, wanted: number): Promise<GatewayPlace> {
  const before = existsSync(fileIn(folder)) ? Number(readFileSync(fileIn(folder), 'utf8')) : wanted
  const port = before === wanted ? wanted : await portNear(before)
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileIn(folder), `${port}`)
  return { port, jobs: jobsIn(folder), moved: port === before ? undefined : urlOf(before) }
}

/** Forgets the work of another chain's machines. */
export const forgetJobs = (folder: string): void => rmSync(jobsIn(folder), { force: true })

const fileIn = (folder: string): string => path.join(folder, 'port')
const jobsIn = (folder: string): string => path.join(folder, 'jobs.json')
