import type { Catalogue } from './catalogue'

export const historyEn: Catalogue['history'] = {
  tab: 'History',
  consultation: (ordinal) => `Consultation ${ordinal}`,
  between: (from, to) => `${from} – ${to}`,
  noAgent: 'nobody answered',
  agents: (names) => names.join(', '),
  messages: (number) => (number === 1 ? '1 message' : `${number} messages`),
  noWords: 'Nothing was said',
  open: (ordinal) => `Show consultation ${ordinal} in the dialogue`,
  loading: 'Loading earlier dialogues…',
  loadFailed: 'Earlier dialogues could not be loaded.',
  more: 'Earlier dialogues',
  moreLoading: 'Loading…',
  emptyTitle: 'No earlier dialogues',
  empty: (name) => `${name} asks for the first time. When this dialogue has ended, the next colleague finds it here.`,
  none: 'Choose a dialogue to see what its visitor asked before.',
  unread: 'New messages',
  toUnread: (number) => (number === 1 ? '1 unread message' : `${number} unread messages`),
  toBeginning: 'Earliest message',
  pages: 'Page through messages',
  ends: { visitor: 'ended by the visitor', agent: 'ended by the agent', system: 'closed by the system' },
}
