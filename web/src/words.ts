import { bilingual } from './i18n/bilingual.ts'

/** What is said instead of the app where it does not know its chain. */
export const configWords = bilingual(
  {
    title: 'This page does not know its chain yet',
    detail: 'It reads /config.json when it starts. That file is not there, or something in it is missing:',
    example: 'A local chain writes it by itself. For any other, put a file like this beside the page:',
  },
  {
    title: '页面尚未配置链',
    detail: '页面启动时读取 /config.json。该文件不存在，或缺少以下内容：',
    example: '本地链会自动写入该文件。其他链请在页面旁放置如下文件：',
  },
)
