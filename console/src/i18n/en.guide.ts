import type { guideZhCN } from './zh-cn.guide'

/** 开店指引: from an empty merchant to a working desk. */
export const guideEn: typeof guideZhCN = {
  title: 'Set-up guide',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  intro: 'About ten minutes from here to the first dialogue. Each step is ticked when it is done.',
  done: ' (done)',
  open: ' (to do)',
  optional: 'optional',
  finished: 'All is ready: visitors are given to agents who are online.',
  pointer: (done: number, all: number) => `Set-up guide: ${done} of ${all} done. Follow it to your first dialogue.`,
  goOn: 'Go on',
  dismiss: 'Do not show again',
  closed: 'You are closed right now, so the chat page shows the message form.',
  openForNow: 'Open round the clock for now and try',
  openedForNow: 'You are open round the clock, so you can try at any time. Remember to change it back.',
  backToHours: 'Back to the hours',
  steps: {
    members: {
      title: 'Add agents',
      text: 'Give your colleagues accounts; skip this while you work alone.',
      action: 'Add agents',
    },
    groups: {
      title: 'Sort them into groups',
      text: 'Each group needs an agent, or its visitors wait for nobody.',
      action: 'Set up groups',
    },
    hours: {
      title: 'Say when you are open',
      text: 'Outside these hours visitors can leave a message.',
      action: 'Set the hours',
    },
    channel: {
      title: 'Dress the channel',
      text: 'The colour of your shop and a greeting, with a preview beside it.',
      action: 'Set up the channel',
    },
    phrases: {
      title: 'Keep phrases ready',
      text: 'What is said every day goes into the composer with a click.',
      action: 'Add phrases',
    },
    knowledge: {
      title: 'Write some knowledge',
      text: 'What customers ask again and again, for agents to look up and for customers to read.',
      action: 'Write entries',
    },
    work: { title: 'Start work', text: 'Go online, and visitors are given to you.', action: 'To the desk' },
    embed: {
      title: 'Put it on the shop',
      text: 'Put the line on every page of the shop, or open the chat page and be your own visitor first.',
      action: '',
    },
  },
}
