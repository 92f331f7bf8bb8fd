import { bilingual } from '../i18n/bilingual.ts'

/** Words of the steps by which a contract gets tokens. */
export const tokenWords = bilingual(
  {
    settle: 'Credit filled orders',
    settleDetail: 'They hold tokens that the exchange has not credited yet.',
    withdraw: (amount: string) => `Withdraw ${amount} from the exchange`,
    withdrawDetail: 'The contract takes tokens from your wallet, not from the ledger.',
    approve: (amount: string) => `Approve ${amount}`,
    approveDetail: 'Exactly this much, and nothing beyond it.',
    have: (amount: string) => `You have ${amount}, in wallet and exchange together.`,
    missing: (amount: string) => `You are short of ${amount}.`,
    needsWallet: 'This is signed by a wallet: connect one first.',
    sending: 'Working…',
  },
  {
    settle: '入账已成交订单',
    settleDetail: '其中的代币尚未记入交易所余额。',
    withdraw: (amount) => `从交易所提取 ${amount}`,
    withdrawDetail: '合约从您的钱包取币，而不是从交易所账本。',
    approve: (amount) => `授权 ${amount}`,
    approveDetail: '仅此数额，不会更多。',
    have: (amount) => `您共有 ${amount}（钱包与交易所合计）。`,
    missing: (amount) => `还缺 ${amount}。`,
    needsWallet: '此操作需由钱包签署：请先连接。',
    sending: '处理中…',
  },
)
