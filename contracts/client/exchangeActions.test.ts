import {
  type Abi,
  type Address,
  createClient,
  defineChain,
  encodeFunctionData,
  maxUint256,
  pad,
  zeroAddress,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { exchangeAbi, seriesRegistryAbi } from './abi.ts'
import { withdraw } from './calls.ts'
import type { Deployment } from './deployment.ts'
import { exchangeActions } from './exchangeActions.ts'
import { Action, type Order } from './instruction.ts'
import { Funding, Side } from './side.ts'
import { recordingNode } from './testing/recordingNode.ts'
import { toLots, toTick } from './units.ts'

// What each action asks the exchange for, argument by argument, and that none of the exchange's functions is left without an action.

const exchange = '0x0000000000000000000000000000000000001001'
const usdc = '0x0000000000000000000000000000000000001002'
const seriesRegistry = '0x0000000000000000000000000000000000001004'
const other = '0x0000000000000000000000000000000000001003'
const chain = defineChain({
  id: 31_337,
  name: 'Recording',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [] } },
})
const deployment: Deployment = {
  ...{ name: 'Recording', chainId: chain.id, block: 1, blockHash: pad('0x02'), explorer: null },
  ...{ exchange, seriesRegistry, forwardToken: other, usdc, usdcAsset: 2 },
}
const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const self = account.address

function start(contract: Address, abi: Abi) {
  const node = recordingNode(chain.id, contract, abi)
  const client = createClient({ account, chain, transport: node.transport, pollingInterval: 1, cacheTime: 0 })
  return { asked: node.asked, trader: client.extend(exchangeActions(deployment, { slotCount: 0 })) }
}
type Trader = ReturnType<typeof start>['trader']

const order: Order = {
  action: Action.PostOnly,
  side: Side.Ask,
  funding: Funding.Token,
  slot: 9,
  market: 5,
  tick: toTick(700),
  lots: toLots(250n),
}
const request = {
  ...{ market: 5, side: 1, funding: 1, timeInForce: 3, tick: 700, lots: 250n, slot: 9 },
  ...{ maxLevels: 0, deadline: 0 },
}
const leg = { market: 5, side: Side.Bid, funding: Funding.Quote, tick: toTick(1), lots: toLots(1n) }
/** Fill-or-kill and terms 0 in a byte, slot 0, market 5, tick 1, lots 1, no bounds. */
const legWord = BigInt(`0x08${'00000000'}${'00000005'}${'000001'}${'00000000000001'}${'0000'}${'00000000'}`)
const quote = {
  maker: other,
  market: 5,
  side: Side.Bid,
  funding: Funding.Quote,
  tick: toTick(3),
  lots: toLots(4n),
} as const
const signed = { quote: { ...quote, nonce: 6n, deadline: 7 }, signature: '0x12' } as const
const terms = { expiry: 8n, quote: 2, budget: 9n } as const
const grant = { owner: other, operator: self, ...terms, epoch: 1, nonce: 2n, deadline: 3n } as const
const spot = { base: 4, quote: 2, lotExponent: 3, unitExponent: 1, minLotsExponent: 0 }

type Row = [functionName: string, act: (trader: Trader) => Promise<unknown>, args?: readonly unknown[]]

const rows: Row[] = [
  // Trading.
  ['place', (t) => t.place(order), [request]],
  ['executePacked', (t) => t.execute([order])],
  ['executeBestEffort', (t) => t.executeBestEffort([order])],
  ['executePackedFor', (t) => t.executeFor(other, [order])],
  ['takeLegs', (t) => t.takeLegs([leg], 10), [[legWord], 0n]],
  ['cancel', (t) => t.cancel([1, 2]), [[1, 2]]],
  ['cancelFor', (t) => t.cancelFor(other, [1, 2]), [other, [1, 2]]],
  ['settle', (t) => t.settle(other, [1, 2]), [other, [1, 2]]],
  ['setCancelAfter', (t) => t.setCancelAfter(99), [99]],
  ['takeBlock', (t) => t.takeBlock(signed, Funding.Token), [{ ...signed.quote, taker: zeroAddress }, '0x12', 1]],
  ['cancelNonces', (t) => t.cancelNonces([256n, 258n]), [1n, 5n]],
  ['setOperator', (t) => t.setOperator(other, terms), [other, 8n, 2, 9n]],
  ['setOperatorBySig', (t) => t.setOperatorBySig(grant, '0x34'), [grant, '0x34']],

  // Money.
  ['deposit', (t) => t.depositToken({ token: usdc, asset: 2, amount: 10n }), [2, 10n, self]],
  ['depositWithPermit', (t) => t.depositUsdc(10n), expect.arrayContaining([2, 10n, self, 1_300n])],
  [
    'depositWithPermit2',
    (t) => t.depositByPermit2({ token: usdc, asset: 2, amount: 10n }),
    expect.arrayContaining([2, 10n, self, 1_300n]),
  ],
  ['withdraw', (t) => t.withdraw({ asset: 2, amount: 10n, to: other }), [2, 10n, other]],
  ['split', (t) => t.split(5, toLots(6n)), [5, 6n]],
  ['merge', (t) => t.merge(5, toLots(6n)), [5, 6n]],
  ['cut', (t) => t.cut({ whole: 5, parts: [6, 7], long: true, lots: toLots(8n) }), [5, true, 8n, [6, 7]]],
  ['join', (t) => t.join({ whole: 5, parts: [6, 7], long: false, lots: toLots(8n) }), [5, false, 8n, [6, 7]]],
  ['redeem', (t) => t.redeem(5, { long: toLots(6n), short: toLots(7n) }), [5, 6n, 7n]],
  [
    'multicall',
    (t) => t.multicall([withdraw(exchange, { asset: 2, amount: 1n, to: other })]),
    [[encodeFunctionData({ abi: exchangeAbi, functionName: 'withdraw', args: [2, 1n, other] })]],
  ],

  // Listing, halts and fees.
  ['listAsset', (t) => t.listAsset(usdc), [usdc]],
  ['listSpot', (t) => t.listSpot(spot), [4, 2, 3, 1, 0]],
  ['collectFees', (t) => t.collectFees(5), [5]],
  ['halt', (t) => t.halt([5, 6], 77n), [[5, 6], 77n]],
  ['resume', (t) => t.resume([5, 6]), [[5, 6]]],
  ['fixSettlementPrice', (t) => t.fixSettlementPrice(5, toTick(9)), [5, 9]],

  // The owner.
  ['listQuoteToken', (t) => t.listQuoteToken(usdc), [usdc]],
  ['lowerTakerFee', (t) => t.lowerTakerFee(5, 100), [100, 5]],
  ['setDefaultTakerFee', (t) => t.setDefaultTakerFee(300), [300]],
  ['setFeeRecipient', (t) => t.setFeeRecipient(other), [other]],
  ['setGuardian', (t) => t.setGuardian(other), [other]],
  ['transferOwnership', (t) => t.transferOwnership(other), [other]],
  ['acceptOwnership', (t) => t.acceptOwnership()],
  ['renounceOwnership', (t) => t.renounceOwnership()],

  // What can be asked.
  ['marketCount', (t) => t.marketCount()],
  ['marketOf', (t) => t.marketOf(5), [5]],
  ['depth', (t) => t.depth(5, Side.Ask, 20), [5, 1, 20n]],
  ['settlementPriceOf', (t) => t.settlementPriceOf(5), [5]],
  ['finalPriceOf', (t) => t.finalPriceOf(5), [5]],
  ['blockMinimum', (t) => t.blockMinimum(5), [5]],
  ['previewTake', (t) => t.previewTake(order), [request]],
  ['previewLegs', (t) => t.previewLegs([leg]), [[legWord]]],
  ['assetOf', (t) => t.assetOf(usdc), [usdc]],
  ['tokenOf', (t) => t.tokenOf(2), [2]],
  ['balanceOf', (t) => t.balanceOf(other, 2), [other, 2]],
  ['ordersOf', (t) => t.ownOrders(2), [self, [0, 1]]],
  ['cancelAfterOf', (t) => t.cancelAfterOf(other), [other]],
  ['sessionKeyOf', (t) => t.sessionKeyOf(other, self), [other, self]],
  ['grantEpoch', (t) => t.grantEpoch(other), [other]],
  ['isNonceUsed', (t) => t.isNonceUsed(other, maxUint256), [other, maxUint256]],
  ['haltedUntil', (t) => t.haltedUntil(5), [5]],
  ['MAX_HALT', (t) => t.longestHalt()],
  ['HALT_PAUSE', (t) => t.haltPause()],
  ['defaultTakerFee', (t) => t.defaultTakerFee()],
  ['MAX_TAKER_FEE', (t) => t.highestTakerFee()],
  ['feeRecipient', (t) => t.feeRecipient()],
  ['guardian', (t) => t.guardian()],
  ['owner', (t) => t.owner()],
  ['pendingOwner', (t) => t.pendingOwner()],
]

const grade = { name: 'H100', root: 'H', referencePrice: 2_800, minCap: 1_000, maxCap: 9_000, deliverable: true }
const march = { year: 2027, month: 3 }

const registryRows: Row[] = [
  ['listGrade', (t) => t.listGrade(grade), ['H100', 'H', 2_800, 1_000, 9_000, true]],
  ['listMonth', (t) => t.listMonth({ grade: 1, month: march }), [1, 2027, 3]],
  ['listMean', (t) => t.listMean({ grade: 1, month: march, months: 3 }), [1, 2027, 3, 3]],
  ['listDifference', (t) => t.listDifference({ plus: 1, minus: 2 }), [1, 2]],
  ['listBand', (t) => t.listBand({ family: 1, floor: 2_200, cap: 800 }), [1, 2_200, 800]],
  ['gradeCount', (t) => t.gradeCount()],
  ['gradeOf', (t) => t.gradeOf(1), [1]],
  ['marketOf', (t) => t.marketOfSymbol('H100H27'), ['H100H27']],
  ['seriesOf', (t) => t.seriesOf(5), [5]],
  ['familyOf', (t) => t.familyOf(5), [5]],
]

/** Functions that no action calls. */
const WITHOUT_ACTION: Record<string, string> = {
  listFamily: 'the series registry’s alone: its own functions that list are the actions',
  listSeries: 'the series registry’s alone: its own functions that list are the actions',
  clearing: 'wiring: where the rest of the code stands is nothing that a caller has to know',
  forwardToken: 'wiring: stands in the deployment file',
  seriesRegistry: 'wiring: stands in the deployment file',
  settler: 'wiring: the settlement contract of the deployment file',
  permit2: 'wiring: stands at one address on every chain',
  eip712Domain: 'the domain follows from the deployment file; wallets ask for it by themselves',
}

describe('an action', () => {
  it.each(rows)('asks for %s, as it was told to', async (functionName, act, args) => {
    const { asked, trader } = start(exchange, exchangeAbi)
    await act(trader)
    expect(asked).toContainEqual({ functionName, args })
  })

  it.each(registryRows)('asks the series registry for %s, as it was told to', async (functionName, act, args) => {
    const { asked, trader } = start(seriesRegistry, seriesRegistryAbi)
    await act(trader)
    expect(asked).toContainEqual({ functionName, args })
  })

  it('there is for every function of the exchange, but for those that have a reason', () => {
    const functions = exchangeAbi
      .filter(({ type }) => type === 'function')
      .map((each) => ('name' in each ? each.name : ''))
    const reached = [...rows.map(([functionName]) => functionName), ...Object.keys(WITHOUT_ACTION)]
    expect(reached.toSorted()).toEqual(functions.toSorted())
  })
})
