import type { Chance } from './chance.testing'
import { hour, longLived, memberOf, minute, type World } from './world.testing'

const choices = {
  firstReplySeconds: [5, 12, 20, 30, 45, 90, 240],
  replySeconds: [5, 12, 20, 30, 45, 90, 240],
  firstReplyFrom: ['later', 'accepted', 'asked'],
  validBy: ['visitor', 'agent', 'both'],
  threeMinutesOf: ['rounds', 'visitors'],
  transfers: ['own', 'same'],
  satisfactionOf: ['ratings', 'invites', 'dialogues'],
} as const

/**
 * The merchant says by what his figures are counted, and thinks better of it: before anything has happened, in the middle,
 * and sometimes twice within a minute. By a chance of its own, so that everything else happens as it did.
 */
export function decide({ begins, ends, agents, add, chance: { id } }: World, chance: Chance): void {
  const [admin] = agents
  if (!admin || chance.is(0.1)) return
  const streamId = longLived(id(begins))
  const settings: Record<string, unknown> = {}
  const instants = chance.is(0.5) ? [begins - 3 * hour] : []
  for (let times = chance.between(1, 4); times > 0; times--) {
    const at = chance.between(begins, ends)
    instants.push(at)
    if (chance.is(0.3)) instants.push(at + chance.between(1, minute))
  }
  for (const at of instants.toSorted((a, b) => a - b)) {
    const from: Record<string, unknown> = {}
    const to: Record<string, unknown> = {}
    for (const [name, values] of Object.entries(choices)) {
      if (chance.is(0.45)) continue
      const value = chance.pick<string | number>(values)
      if (settings[name] === value) continue
      from[name] = settings[name] ?? values[0]
      to[name] = value
      settings[name] = value
    }
    const payload = { name: 'metrics', from, to }
    add({ stream: 'setting', streamId, type: 'settings.changed', payload, actor: memberOf(admin, admin.name), at })
  }
}
