import type { Catalogue } from './catalogue'

export const slaEn: Catalogue['sla'] = {
  title: 'Response times',
  first: 'First reply',
  later: 'Each later reply',
  amber: 'Getting late (amber)',
  red: 'Too late (red)',
  supervisor: 'Tell supervisors what is too late',
  supervisorHint: 'Members who may watch see in the bell who, which dialogue and since when. Business time only.',
  telling: 'Alarms',
  order: 'Getting late must come before too late.',
  alarms: (count) => `${count} ${count === 1 ? 'reply is' : 'replies are'} too late`,
  alarm: (room, agent) => `${room} · ${agent}`,
  late: {
    amber: (room) => `${room} has been waiting for a while`,
    red: (room) => `${room} has been waiting for too long`,
  },
}
