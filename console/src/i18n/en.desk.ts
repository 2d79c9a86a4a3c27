import type { Catalogue } from './catalogue'
import type { deskZhCN } from './zh-cn.desk'

/** English. */
export const deskEn: Pick<Catalogue, keyof typeof deskZhCN> = {
  list: {
    search: 'Search dialogues',
    searchHint: 'Room, name or words',
    closeSearch: 'End the search',
    sort: 'Sort',
    orders: { urgent: 'Longest wait first', latest: 'Latest message first', room: 'By room number' },
    unreadOnly: 'Unread only',
    noneFound: 'No dialogue matches.',
    showAll: 'Show all dialogues',
    ended: (how, lasted) => `${how} · lasted ${lasted}`,
    endAndClear: 'End and clear',
    endAndClearTitle: (room) => `End and clear ${room}?`,
  },
  duration: {
    seconds: (seconds) => `${seconds} s`,
    minutes: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (hours, minutes) => `${hours} h ${minutes} min`,
  },
  notices: {
    button: 'Alerts',
    buttonUnread: (count) => `Alerts, ${count} unread`,
    unread: 'Unread',
    nothing: 'Nothing unread',
    count: (count) => `${count}`,
    settings: 'How to be told',
    quiet: 'Quiet for an hour',
    quietUntil: (time) => `Quiet until ${time}`,
  },
  density: { title: 'Density', standard: 'Standard', roomy: 'Roomy' },
  shortcuts: {
    open: 'Keyboard shortcuts',
    groups: { dialogues: 'Dialogues', writing: 'Reply', desk: 'Desk' },
    clear: 'Clear this dialogue',
    clearAll: 'Clear all',
    end: 'End the dialogue',
    search: 'Search the list',
    helper: 'Go to the helper at the right',
    presence: { online: 'Be online', busy: 'Be busy', away: 'Be away' },
  },
}
