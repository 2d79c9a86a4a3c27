import type { EntranceCatalogue } from './catalogue'
import { errorsZhTW } from './zh-tw.errors'
import { sessionZhTW } from './zh-tw.session'

/** 繁體中文 of what is seen before anybody has signed in. */
export const entranceZhTW: EntranceCatalogue = {
  product: '客橋',
  session: sessionZhTW,
  settings: {
    menu: '我的設定',
    appearance: '外觀',
    light: '淺色',
    dark: '深色',
    system: '跟隨系統',
    language: '語言',
  },
  time: {
    today: '今天',
    yesterday: '昨天',
    day: (relative, date, weekday) => `${relative}${date} ${weekday}`,
    seconds: (count) => `${count}秒`,
    minutes: (count) => `${count}分鐘`,
  },
  errors: errorsZhTW,
}
