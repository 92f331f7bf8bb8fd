import { bilingual } from '../i18n/bilingual.ts'

/** Words of the dialog about complete sets. */
export const setsWords = bilingual(
  {
    open: 'Split or merge',
    title: (symbol: string) => `Complete sets of ${symbol}`,
    detail: (cap: string) =>
      `One LONG and one SHORT are always worth the cap together: ${cap} USDC an hour. Either way is exact and free.`,
    split: 'Split',
    merge: 'Merge',
    gives: (money: string) => `You give LONG and SHORT and get ${money}.`,
    costs: (money: string) => `You pay ${money} and get LONG and SHORT.`,
  },
  {
    open: '拆分或合并',
    title: (symbol) => `${symbol} 完整组合`,
    detail: (cap) => `一份 LONG 与一份 SHORT 合计始终等于上限：每小时 ${cap} USDC。拆分与合并均精确且免费。`,
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
