import { describe, expect, it } from 'vitest'
import { type Deployment, DeploymentError, parseDeployment } from './deployment.ts'

const local: Deployment = {
  name: 'Local',
  chainId: 31_337,
  block: 4,
  blockHash: `0x${'ab'.repeat(32)}`,
  exchange: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  seriesRegistry: '0x5FbDB2315678afecb367f032d93F642f64180aa4',
  forwardToken: '0x5FbDB2315678afecb367f032d93F642f64180aa5',
  usdc: '0x5FbDB2315678afecb367f032d93F642f64180aa6',
  usdcAsset: 2,
  explorer: null,
}

describe('a deployment file', () => {
  it('is read as it was written', () => {
    expect(parseDeployment(JSON.parse(JSON.stringify(local)))).toEqual(local)
  })

  it('may tell of further contracts, or be older than they are', () => {
    const further = { ...local, priceIndex: local.usdc, deliveryDesk: local.exchange }
    expect(parseDeployment(further)).toEqual(further)
    expect(() => parseDeployment({ ...local, settlement: '0x12' })).toThrow('settlement must be an address, got "0x12"')
  })

  it('names every field that is wrong', () => {
    const { usdc: _, ...broken } = { ...local, chainId: '31337', exchange: '0x12' }
    expect(() => parseDeployment(broken)).toThrow(
      'Not a deployment: chainId must be a whole number, got "31337"; exchange must be an address, got "0x12"; ' +
        'usdc must be an address, got undefined',
    )
  })

  it.each([null, undefined, 7, 'text', []])('is not %o', (value) => {
    expect(() => parseDeployment(value)).toThrow(DeploymentError)
  })
})
