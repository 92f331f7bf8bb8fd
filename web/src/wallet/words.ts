import { bilingual } from '../i18n/bilingual.ts'

/** Words of the window about one-click trading. */
export const sessionWords = bilingual(
  {
    title: 'One-click trading',
    detail:
      'A session key is made in this browser and signs your orders, so that your wallet is not asked for each. You allow it once in your wallet.',
    may: 'It may',
    mayList: ['place, replace and cancel your orders', 'credit what was filled of them'],
    mayNot:
      'It can never withdraw, transfer or approve anything. It trades markets priced in USDC; on spot markets it only buys. What it may not do, your wallet is asked for.',
    budget: 'Budget: the most it can lose',
    budgetRule: 'Enter an amount above 0 with at most 6 decimals.',
    budgetNote:
      'The exchange refuses orders of the key once they could cost you more than this, counting every fill at the worst price that settlement can bring. What is cancelled, or bought and sold again, is free for new orders.',
    budgetLeft: 'Budget left',
    risk: (budget: string) =>
      `Until it ends, anyone who can read this browser’s storage can trade for you, and at bad prices make you lose up to ${budget} USDC. Do not use it on a shared computer.`,
    duration: 'How long',
    durations: { hour: '1 hour', day: '1 day', week: '7 days' },
    gasNote: (amount: string, orders: number) =>
      `Then ${amount} ETH of your wallet go to the key for gas, enough for about ${orders} orders. What is left comes back when you end it.`,
    start: 'Start',
    active: 'Your orders are signed by this browser.',
    expired: 'It has ended: your wallet signs again.',
    until: 'Until',
    key: 'Key',
    gas: 'Gas left',
    orders: (count: string) => `about ${count} orders`,
    topUp: 'Send it gas',
    end: 'End it now',
    fetchBack: 'Fetch the gas back',
    grant: (until: string, budget: string) => `One-click trading until ${until}, budget ${budget} USDC`,
    revoke: 'End one-click trading',
    send: (amount: string) => `Send ${amount} ETH to the session key`,
    forgotten: 'The key is gone from this browser.',
  },
  {
    title: '一键交易',
    detail: '在本浏览器中生成会话密钥，由它签署您的订单，不必每次询问钱包。只需在钱包中授权一次。',
    may: '它可以',
    mayList: ['下单、改单与撤单', '结算已成交部分'],
    mayNot: '它永远不能提现、转账或授权。它只交易以 USDC 计价的市场，现货只能买入；其余操作仍由钱包签署。',
    budget: '预算：最多可能损失',
    budgetRule: '请输入大于 0 的金额，最多 6 位小数。',
    budgetNote:
      '密钥的订单若可能使您损失超过此数，交易所会拒绝；每笔成交都按结算可能出现的最差价格计算。已撤销的、买入后又卖出的部分可再用于新订单。',
    budgetLeft: '剩余预算',
    risk: (budget: string) =>
      `在其到期之前，能读取本浏览器存储的人都可以代您交易，并可能以不利价格使您最多损失 ${budget} USDC。请勿在公用电脑上使用。`,
    duration: '有效时间',
    durations: { hour: '1 小时', day: '1 天', week: '7 天' },
    gasNote: (amount: string, orders: number) =>
      `随后从钱包转 ${amount} ETH 给密钥作燃料费，约够 ${orders} 个订单。结束时剩余部分退回。`,
    start: '开始',
    active: '您的订单由本浏览器签署。',
    expired: '已到期：恢复由钱包签署。',
    until: '有效至',
    key: '密钥',
    gas: '剩余燃料',
    orders: (count: string) => `约 ${count} 个订单`,
    topUp: '补充燃料',
    end: '立即结束',
    fetchBack: '取回燃料',
    grant: (until: string, budget: string) => `一键交易，有效至 ${until}，预算 ${budget} USDC`,
    revoke: '结束一键交易',
    send: (amount: string) => `向会话密钥转 ${amount} ETH`,
    forgotten: '密钥已从本浏览器删除。',
  },
)
