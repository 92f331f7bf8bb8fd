import { bilingual } from '../i18n/bilingual.ts'

/** Words about work at a provider's endpoint, wherever its panel stands. */
export const gatewayWords = bilingual(
  {
    gateway: 'At the provider’s endpoint',
    gatewayHint: 'What the endpoint says. It counts once a receipt is posted.',
    unsafeEndpoint: (endpoint: string) => `${endpoint} is no https address, so this page does not connect to it.`,
    signIn: 'Sign in',
    signInDetail: 'Your wallet signs a message for this endpoint (EIP-4361). It moves nothing and costs nothing.',
    signOut: 'Sign out',
    notOpenYet: (date: string) => `The endpoint opens at ${date}.`,
    working: 'Working…',
    startWork: 'Start work',
    stopWork: 'Stop work',
    workState: {
      idle: 'Idle',
      working: 'Working',
      late: 'Asked for, not started',
      outage: 'Outage',
      closed: 'Closed',
    },
    secondsHint: 'Seconds that machines ran, by the endpoint’s meter.',
    metered: 'Metered',
    meteredHint: 'Since the window opened, receipted or not.',
    proposal: (lots: string, unit: string, date: string) =>
      `Receipt to sign: ${lots} ${unit} delivered in total by ${date}.`,
    signReceipt: 'Sign the receipt',
    signReceiptDetail: {
      election: 'The provider posts it and is paid for the hours since the last one.',
      redemption:
        'The issuer posts it: units since the last one are delivered, and their share of the bond is released.',
    },
    handedOver: 'The receipt was posted.',
    noProposal: 'Nothing new to sign.',
    foreignReceipt: 'The endpoint proposes a receipt of something else, or of more than is due. It is not shown.',
  },
  {
    gateway: '供应商端点',
    gatewayHint: '以下为端点所述，收据提交后方才生效。',
    unsafeEndpoint: (endpoint) => `${endpoint} 不是 https 地址，本页面不会连接。`,
    signIn: '登录',
    signInDetail: '钱包将为此端点签署一条消息（EIP-4361），不转移资产，也无费用。',
    signOut: '退出',
    notOpenYet: (date) => `端点于 ${date} 开放。`,
    working: '处理中…',
    startWork: '开始任务',
    stopWork: '停止任务',
    workState: { idle: '空闲', working: '运行中', late: '已请求，尚未启动', outage: '故障', closed: '已关闭' },
    secondsHint: '端点计量的机器运行秒数。',
    metered: '计量',
    meteredHint: '自窗口开放起，无论是否已出收据。',
    proposal: (lots, unit, date) => `待签收据：截至 ${date} 累计交付 ${lots} ${unit}。`,
    signReceipt: '签署收据',
    signReceiptDetail: {
      election: '供应商提交后，即获得自上次收据以来小时的款项。',
      redemption: '由发行人提交：自上次收据以来的单位即为已交付，并释放相应的保证金份额。',
    },
    handedOver: '收据已提交。',
    noProposal: '暂无可签收据。',
    foreignReceipt: '端点给出的收据不属于此项，或超出应交付的数量，故不予显示。',
  },
)
