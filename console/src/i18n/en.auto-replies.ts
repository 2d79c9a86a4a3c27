import type { Catalogue } from './catalogue'

export const autoRepliesEn: Catalogue['autoReplies'] = {
  title: 'Auto-replies',
  hint: 'Said by the system in the name of the agent or the shop, in the language of the visitor. They are no replies of an agent and change no response time.',
  say: 'Say something',
  text: 'Words',
  names: 'Names: {agent}, {shop}, {visitor}. A language without words uses simplified Chinese.',
  preview: 'Preview',
  somebody: 'Visitor 123456',
  after: 'After',
  before: 'Before the end',
  channel: 'Channel',
  allChannels: 'All channels (default)',
  ofChannel: (name: string, count: number) => (count === 0 ? name : `${name} (${count} of its own)`),
  channelHint: 'A situation without words of its own is as on all channels.',
  own: 'This channel has its own',
  inheritedOn: 'As on all channels: on',
  inheritedOff: 'As on all channels: off',
  situations: {
    unstaffed: { name: 'Nobody there', hint: 'A visitor comes, and no agent of the group is there.' },
    waiting: { name: 'In the line', hint: 'After waiting for a while, once.' },
    accepted: { name: 'Greeting', hint: "When an agent gets the dialogue, in the agent's name." },
    agentSilent: { name: 'Soothing', hint: 'When the agent has not answered for a while, once for each wait.' },
    beforeClose: { name: 'Reminder', hint: 'The visitor does not answer, and the dialogue will end soon.' },
    ended: { name: 'Farewell', hint: 'The last word before a dialogue ends.' },
    outsideHours: {
      name: 'Outside business hours',
      hint: 'Stands above the form in which the customer leaves a message.',
    },
  },
}
