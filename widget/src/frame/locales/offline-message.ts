import type { Locale } from '../../choose-locale'

interface OfflineMessageWords {
  readonly title: string
  readonly opensAt: (time: string) => string
  readonly later: string
  readonly nobody: string
  readonly name: string
  readonly reach: string
  readonly about: string
  readonly text: string
  readonly hint: string
  readonly submit: string
  readonly submitting: string
  readonly back: string
  readonly open: string
  readonly done: string
  readonly doneHint: (reach: string) => string
  readonly another: string
  readonly fine: string
  readonly consent: string
  readonly agree: string
  readonly agreeMissing: string
  readonly consentChanged: string
  readonly nameMissing: string
  readonly reachMissing: string
  readonly textMissing: string
  readonly tooMany: (minutes: number) => string
  readonly failed: string
  readonly loading: string
}

/** Fetched with the form: what is not on the first screen costs the first load nothing. */
export const offlineMessageWords: Readonly<Record<Locale, OfflineMessageWords>> = {
  'zh-CN': {
    title: '给我们留言',
    opensAt: (time) => `客服${time}上班后第一时间回复`,
    later: '现在不是服务时间，客服会尽快回复',
    nobody: '留言后不用再排队，客服会尽快回复',
    name: '怎么称呼您',
    reach: '手机号或邮箱',
    about: '问题类型',
    text: '留言内容',
    hint: '客服会通过您留下的手机号或邮箱联系您。',
    submit: '提交留言',
    submitting: '正在提交…',
    back: '返回排队',
    open: '客服已上班，现在就可以咨询',
    done: '留言已收到',
    doneHint: (reach) => `客服会尽快通过 ${reach} 联系您。`,
    another: '再留一条',
    fine: '好的',
    consent: '提交前请阅读',
    agree: '我已阅读并同意',
    agreeMissing: '请先阅读并勾选同意。',
    consentChanged: '这段说明刚刚更新，请重新阅读后提交。',
    nameMissing: '请填写称呼。',
    reachMissing: '请填写正确的手机号或邮箱。',
    textMissing: '请写下您的问题。',
    tooMany: (minutes) => `刚才已经留过几条，请${minutes}分钟后再留。`,
    failed: '没有提交成功，请检查网络后再试。',
    loading: '正在加载…',
  },
  'zh-TW': {
    title: '給我們留言',
    opensAt: (time) => `客服${time}上班後第一時間回覆`,
    later: '現在不是服務時間，客服會盡快回覆',
    nobody: '留言後不用再排隊，客服會盡快回覆',
    name: '怎麼稱呼您',
    reach: '手機號碼或信箱',
    about: '問題類型',
    text: '留言內容',
    hint: '客服會透過您留下的手機號碼或信箱聯絡您。',
    submit: '送出留言',
    submitting: '正在送出…',
    back: '返回排隊',
    open: '客服已上班，現在就可以諮詢',
    done: '留言已收到',
    doneHint: (reach) => `客服會盡快透過 ${reach} 聯絡您。`,
    another: '再留一則',
    fine: '好的',
    consent: '送出前請閱讀',
    agree: '我已閱讀並同意',
    agreeMissing: '請先閱讀並勾選同意。',
    consentChanged: '這段說明剛剛更新，請重新閱讀後送出。',
    nameMissing: '請填寫稱呼。',
    reachMissing: '請填寫正確的手機號碼或信箱。',
    textMissing: '請寫下您的問題。',
    tooMany: (minutes) => `剛才已經留過幾則，請${minutes}分鐘後再留。`,
    failed: '沒有送出，請檢查網路後再試。',
    loading: '正在載入…',
  },
  en: {
    title: 'Leave a message',
    opensAt: (time) => `We are back ${time} and will answer first thing`,
    later: 'We are closed now and will answer as soon as we can',
    nobody: 'No need to wait: we will answer as soon as we can',
    name: 'Your name',
    reach: 'Phone or e-mail',
    about: 'What it is about',
    text: 'Your message',
    hint: 'We will answer by the phone number or e-mail address you leave.',
    submit: 'Send message',
    submitting: 'Sending…',
    back: 'Back to the queue',
    open: 'We are open: chat now',
    done: 'Your message has arrived',
    doneHint: (reach) => `We will answer by ${reach} as soon as we can.`,
    another: 'Leave another',
    fine: 'OK',
    consent: 'Before you send',
    agree: 'I have read this and agree',
    agreeMissing: 'Please read this and tick the box.',
    consentChanged: 'This text has just changed. Please read it again.',
    nameMissing: 'Please tell us your name.',
    reachMissing: 'Please give a valid phone number or e-mail address.',
    textMissing: 'Please write down your question.',
    tooMany: (minutes) => `You have left several messages. Please wait ${minutes} min.`,
    failed: 'It was not sent. Check your connection and try again.',
    loading: 'Loading…',
  },
}
