import type { guideZhCN } from './zh-cn.guide'

/** 开店指引: from an empty merchant to a working desk. */
export const guideZhTW: typeof guideZhCN = {
  title: '開店指引',
  progress: (done: number, all: number) => `已完成${done}步，共${all}步`,
  intro: '照著做一遍，大約十分鐘就能開始接待。每一步做完會自動打勾。',
  done: '（已完成）',
  open: '（未完成）',
  optional: '可略過',
  finished: '都準備好了。顧客來時，會自動分配給線上的客服。',
  pointer: (done: number, all: number) => `開店指引：已完成${done}步，共${all}步。照著做完就能接待顧客。`,
  goOn: '繼續指引',
  dismiss: '不再提示',
  closed: '現在不在服務時間內，開啟諮詢頁面會看到留言表單。',
  openForNow: '暫時全天服務，現在就試',
  openedForNow: '現在是全天服務，隨時可以試。試完記得改回來。',
  backToHours: '改回按時段',
  steps: {
    members: { title: '新增客服', text: '給同事建帳號；一個人接待可以先跳過。', action: '去新增客服' },
    groups: { title: '分好組', text: '每個分組至少有一位客服，顧客才有人接。', action: '去設定分組' },
    hours: { title: '定服務時間', text: '服務時間以外，顧客會看到留言表單。', action: '去設定服務時間' },
    channel: { title: '佈置管道', text: '換成店鋪的顏色，寫好歡迎語，旁邊有預覽。', action: '去設定管道' },
    phrases: { title: '備好常用語', text: '每天要說的話，點一下就填進輸入框。', action: '去新增常用語' },
    knowledge: {
      title: '寫幾條知識',
      text: '顧客常問的問題和答案：客服隨手查，顧客也能自己看。',
      action: '去寫知識庫',
    },
    work: { title: '開始接待', text: '把狀態切到線上，顧客就會分配給你。', action: '去接待' },
    embed: {
      title: '放到網店',
      text: '把程式碼放進網店的每個頁面，或者先開啟諮詢頁面，自己當一次顧客試試。',
      action: '',
    },
  },
}
