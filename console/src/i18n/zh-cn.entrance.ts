import { errorsZhCN } from './zh-cn.errors'
import { sessionZhCN } from './zh-cn.session'

/** 简体中文 of what is seen before anybody has signed in. The two others must have the same keys, or they do not compile. */
export const entranceZhCN = {
  product: '客桥',
  session: sessionZhCN,
  settings: {
    menu: '我的设置',
    appearance: '外观',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
    language: '语言',
  },
  time: {
    today: '今天',
    yesterday: '昨天',
    day: (relative: string, date: string, weekday: string) => `${relative}${date} ${weekday}`,
    seconds: (count: number) => `${count}秒`,
    minutes: (count: number) => `${count}分钟`,
  },
  errors: errorsZhCN,
}
