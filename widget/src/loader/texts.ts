interface LoaderTexts {
  open: string
  close: string
  unreachable: string
  retry: string
}

const zhCN: LoaderTexts = {
  open: '联系客服',
  close: '收起',
  unreachable: '暂时连接不上客服',
  retry: '重试',
}

const zhTW: LoaderTexts = {
  open: '聯絡客服',
  close: '收合',
  unreachable: '暫時無法連上客服',
  retry: '重試',
}

const en: LoaderTexts = {
  open: 'Contact us',
  close: 'Close',
  unreachable: 'We cannot be reached right now',
  retry: 'Try again',
}

/** The few words of the launcher; the frame brings its own. */
export const loaderTexts = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
