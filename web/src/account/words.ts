import { bilingual } from '../i18n/bilingual.ts'

/** Words of the dialog about complete sets. */
export const setsWords = bilingual(
  {
    open: 'Split or merge',
    title: (symbol: string) => `Complete sets of ${symbol}`,
    detail: (cap: string) =>
      `One LONG and one SHORT are always worth the cap together: ${cap} USDC an hour. Either way is exact and free.`,
    ended: 'Trading has ended: no new sets are made. What you hold of both can still be merged.',
    halted: 'Trading is halted: no new sets are made until it goes on. What you hold of both can be merged.',
    split: 'Split',
    merge: 'Merge',
    gives: (money: string) => `You give LONG and SHORT and get ${money}.`,
    costs: (money: string) => `You pay ${money} and get LONG and SHORT.`,
  },
  {
    open: '拆分或合并',
    title: (symbol) => `${symbol} 完整组合`,
    detail: (cap) => `一份 LONG 与一份 SHORT 合计始终等于上限：每小时 ${cap} USDC。拆分与合并均精确且免费。`,
    ended: '交易已截止：不再产生新组合。同时持有的双方仍可合并。',
    halted: '交易已暂停：恢复前不产生新组合。同时持有的双方可合并。',
    split: '拆分',
    merge: '合并',
    gives: (money) => `交出 LONG 与 SHORT，获得 ${money}。`,
    costs: (money) => `支付 ${money}，获得 LONG 与 SHORT。`,
  },
)

/** Words of the button that pays out a settled series. */
export const redeemWords = bilingual(
  {
    redeem: 'Redeem',
    redeemRule: 'LONG pays the settlement price, SHORT the cap less it; at any time, in any order',
    redeemWrite: (symbol: string, long: string, short: string) => `Redeem ${symbol}: ${long} LONG, ${short} SHORT`,
  },
  {
    redeem: '赎回',
    redeemRule: 'LONG 获得结算价，SHORT 获得上限减结算价；随时可赎，先后无别',
    redeemWrite: (symbol, long, short) => `赎回 ${symbol}：${long} LONG，${short} SHORT`,
  },
)

/** Words of the line about tokens at the delivery desk. */
export const lockedWords = bilingual(
  {
    locked: (long: string, short: string) =>
      `Locked at the delivery desk, and not in these figures: ${long} GPU-h of LONG, ${short} GPU-h of SHORT.`,
    where: 'See them there',
  },
  {
    locked: (long, short) => `锁定于交割台、未计入以上数字：LONG ${long} GPU 小时，SHORT ${short} GPU 小时。`,
    where: '前往查看',
  },
)

/** Words of the windows that move money in and out. */
export const fundsWords = bilingual(
  {
    depositTitle: 'Deposit USDC',
    withdrawTitle: 'Withdraw',
    nothingToWithdraw: 'There is nothing to withdraw.',
    asset: 'Asset',
    amount: 'Amount',
    inWallet: 'In your wallet',
    walletShort: 'Your wallet does not hold that much.',
    stepApprove: 'Approve',
    stepApproveDetail: 'Allows the exchange to take exactly this amount, and no more.',
    stepDeposit: 'Deposit',
    stepDepositDetail: 'Moves it into your account of the exchange.',
    stepPermitDetail: 'You sign twice: leave to take exactly this amount, then the deposit itself, in one transaction.',
    stepSettle: 'Credit your fills',
    stepSettleDetail: 'Part of this was filled while it waited in the book.',
    stepWithdrawDetail: 'Moves it to your wallet.',
  },
  {
    depositTitle: '存入 USDC',
    withdrawTitle: '提取',
    nothingToWithdraw: '没有可提取的余额。',
    asset: '资产',
    amount: '金额',
    inWallet: '钱包余额',
    walletShort: '钱包余额不足。',
    stepApprove: '授权',
    stepApproveDetail: '仅允许交易所转走此金额，不会更多。',
    stepDeposit: '存入',
    stepDepositDetail: '转入您的交易所账户。',
    stepPermitDetail: '需签名两次：先授权恰好此金额，再在同一笔交易中存入。',
    stepSettle: '入账成交',
    stepSettleDetail: '其中一部分在挂单期间成交。',
    stepWithdrawDetail: '转到您的钱包。',
  },
)

/** Words of the figures and balances of an account. */
export const portfolioWords = bilingual(
  {
    summary: 'Your account in figures',
    equity: 'Equity',
    inPositions: 'Positions at mark',
    inTokens: 'Tokens at mark',
    equityRule:
      'Equity is what lies on the exchange: USDC, positions, credits, notes and bundles, at the live mark. Tokens in your wallet and registered notes are not in it:',
    unpriced: (names: string) => `Nor what has no price yet: ${names}.`,
    balances: 'Balances',
    balancesRule:
      'Amounts in USDC, GPU-hours or whole tokens. Value at the live mark: middle of the book, else the last price, once settled the settlement price; of SHORT the cap less it',
    noBalances: 'Nothing is deposited.',
    noBalancesDetail: 'Deposit USDC to trade. You can withdraw at any time.',
    exportCsv: 'Save as CSV',
  },
  {
    summary: '账户概览',
    equity: '总权益',
    inPositions: '持仓市值',
    inTokens: '代币市值',
    equityRule: '总权益为交易所内的资产：USDC、持仓、额度、票据与组合，按实时标记价计。不含钱包内的代币与已登记票据：',
    unpriced: (names) => `亦不含尚无价格者：${names}。`,
    balances: '余额',
    balancesRule:
      '数量以 USDC、GPU 小时或整枚代币计。金额按实时标记价：订单簿中间价，否则最新价，结算后为结算价；SHORT 为上限减之',
    noBalances: '尚未存入。',
    noBalancesDetail: '存入 USDC 即可交易，可随时提取。',
    exportCsv: '导出 CSV',
  },
)
