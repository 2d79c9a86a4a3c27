import { counted } from './en.counted'
import type { EntranceCatalogue } from './catalogue'
import { errorsEn } from './en.errors'
import { sessionEn } from './en.session'

/** English of what is seen before anybody has signed in. */
export const entranceEn: EntranceCatalogue = {
  product: 'Keqiao',
  session: sessionEn,
  settings: {
    menu: 'My settings',
    appearance: 'Appearance',
    light: 'Light',
    dark: 'Dark',
    system: 'Follow system',
    language: 'Language',
  },
  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    day: (relative, date, weekday) => [relative, weekday, date].filter((part) => part !== '').join(', '),
    seconds: (number) => counted(number, 'second', 'seconds'),
    minutes: (number) => counted(number, 'minute', 'minutes'),
  },
  errors: errorsEn,
}
