import { bilingual } from '../i18n/bilingual.ts'

/** Words of the palette and of the list of shortcuts. */
export const shellWords = bilingual(
  {
    palette: {
      title: 'Find a market',
      hint: 'Symbol, grade or month',
      page: 'Page',
      nothing: 'Nothing has this name.',
    },
    shortcuts: {
      title: 'Keyboard shortcuts',
      palette: 'Find a market or a page (also Ctrl K or ⌘K)',
      buy: 'Buy side of the ticket',
      sell: 'Sell side of the ticket',
      size: 'Smaller or larger size',
      preview: 'To the preview; again to place the order',
      cancel: 'Cancel the latest order of this market',
      cancelAll: 'Cancel all orders, after asking',
      close: 'Close a window',
      help: 'This list',
    },
  },
  {
    palette: { title: '查找市场', hint: '代码、规格或月份', page: '页面', nothing: '没有匹配项。' },
    shortcuts: {
      title: '键盘快捷键',
      palette: '查找市场或页面（或 Ctrl K、⌘K）',
      buy: '切换到买入',
      sell: '切换到卖出',
      size: '减少或增加数量',
      preview: '转到预览；再按一次下单',
      cancel: '撤销本市场最近的订单',
      cancelAll: '撤销全部订单（需确认）',
      close: '关闭窗口',
      help: '本列表',
    },
  },
)
