import type { desktopZhCN } from './zh-cn.desktop'

/** 桌面使用 in 繁體中文. */
export const desktopZhTW: typeof desktopZhCN = {
  title: '桌面使用',
  install: {
    title: '安裝到桌面',
    text: '安裝後有自己的視窗和圖示，未讀數顯示在圖示上；功能和網頁完全相同。',
    action: '安裝',
    done: '正在獨立視窗裡使用。',
    byHand:
      '在 Chrome 或 Edge 的網址列右側點「安裝」圖示；Safari 用「檔案 → 加入 Dock」。安裝需要 https 網址，Firefox 不提供安裝。',
  },
  start: {
    title: '開機自動啟動',
    text: '網頁自己不能登記開機啟動，由安裝它的瀏覽器提供：',
    steps: [
      'Edge：安裝時勾選「裝置登入時自動啟動」，或在 edge://apps 裡開啟。',
      'Chrome：在 chrome://apps 裡以右鍵點客橋，勾選「登入時啟動應用程式」。',
      'macOS：系統設定 → 一般 → 登入項目，把客橋加進去。',
    ],
  },
  push: {
    title: '視窗關閉時推播通知',
    text: '視窗關了以後，你的顧客傳來訊息時，由瀏覽器提醒你。內容經過加密，推播服務讀不到。',
    try: '傳送測試通知',
    tried: '推播服務已收下測試通知。沒有看到的話，請檢查系統的通知設定和勿擾模式。',
    notTaken: (reason: string) => `推播服務沒有收下（${reason}）。請關掉再開啟一次。`,
    results: {
      denied: '瀏覽器不允許通知，請在網址列的網站設定裡開啟。',
      unsupported: '這個瀏覽器沒有推播功能，或者網址不是 https。',
      unreachable:
        '連不上瀏覽器的推播服務。Chrome 的推播經過 Google，在中國大陸通常無法使用，請改用 Edge 或 Firefox；視窗開著時的桌面通知不受影響。',
      failed: '沒有開啟成功，請再試一次。',
    },
  },
  closing: {
    title: '關閉視窗不等於退出',
    text: '關閉視窗後狀態先保持：短時間內開啟，一切照舊；超過「接待設定」裡的斷線時間，不再分配新對話，隨後正在接待的對話回到排隊。要下班，請點「退出系統」。',
  },
}
