import type { Catalogue } from './catalogue'

export const autoRepliesZhTW: Catalogue['autoReplies'] = {
  title: '自動回覆',
  hint: '由系統以客服或商家的名義說，按顧客的語言。不算客服的回覆，不影響回應時長。',
  say: '自動說一句',
  text: '內容',
  names: '可用：{agent} 客服、{shop} 商家、{visitor} 顧客。沒填的語言用簡體。',
  preview: '預覽',
  somebody: '訪客123456',
  after: '多久以後',
  before: '結束前多久',
  channel: '渠道',
  allChannels: '所有渠道（預設）',
  ofChannel: (name: string, count: number) => (count === 0 ? name : `${name}（${count}項單獨設定）`),
  channelHint: '沒有單獨設定的情形沿用預設。',
  own: '這個渠道單獨設定',
  inheritedOn: '沿用預設：已開啟',
  inheritedOff: '沿用預設：未開啟',
  situations: {
    unstaffed: { name: '無人在線', hint: '顧客來排隊，分組裡沒有客服在。' },
    waiting: { name: '排隊中', hint: '排隊超過一段時間，只說一次。' },
    accepted: { name: '接入時問候', hint: '客服接入對話時，以他的名義。' },
    agentSilent: { name: '安撫', hint: '客服一段時間沒有回覆，每次等待說一次。' },
    beforeClose: { name: '結束前提醒', hint: '顧客不回覆，對話快要自動結束。' },
    ended: { name: '結束語', hint: '對話結束前的最後一句。' },
    outsideHours: { name: '非服務時間', hint: '服務時間以外，顯示在顧客的留言表單上方。' },
  },
}
