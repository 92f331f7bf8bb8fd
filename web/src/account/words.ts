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
