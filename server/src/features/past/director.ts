import type { BusinessHours, ChannelId, ContactId, GroupId, Question, TenantId, VisitorActor } from '@keqiao/domain'
import type { PlannedDay } from './demand'
import { staffedGroups } from './find-agent'
import { leaveMessage, type PastOfflineMessage } from './offline-past'
import type { PastContact } from './past.store'
import type { Random } from './random'
import { fillBlanks } from './script'
import { planShifts, type PastAgent, type Shift } from './shifts'
import { stageDialogue, type Staged } from './stage-dialogue'
import { places, surnames, titles, type ShopWords, type Topic } from './words'

type Named<Id> = { readonly id: Id; readonly name: string }

/** With what a past is staged. */
export interface Scenery {
  readonly tenantId: TenantId
  readonly words: ShopWords
  /** The summary form that the product brings along. */
  readonly form: readonly Question[]
  readonly hours: BusinessHours
  readonly groups: readonly Named<GroupId>[]
  readonly channels: readonly Named<ChannelId>[]
  readonly agents: readonly PastAgent[]
  readonly random: Random
  /** Epoch milliseconds; everything is over before it. */
  readonly now: number
}

/** A day that was played and is not written yet. */
export interface StagedDay {
  readonly contacts: PastContact[]
  readonly staged: Staged[]
  readonly offlineMessages: PastOfflineMessage[]
  readonly shifts: readonly Shift[]
}

interface Guest {
  readonly visitor: VisitorActor
  /** How he signs a message. */
  readonly signature: string
  readonly contact: PastContact
  freeAt: number
}

/** How many of those who came before may come again. */
const rememberedGuests = 3_000
const nameless = '访客'

/** Stages one day after the other; customers come again on later days. */
export function createDirector(scenery: Scenery): { stage(day: PlannedDay): StagedDay } {
  const { random, agents, hours, now } = scenery
  const guests: Guest[] = []

  function guestAt(at: number, contacts: PastContact[]): Guest {
    const known = guests.length > 20 && random.chance(0.28) ? random.pick(guests) : null
    if (known && known.freeAt < at) return known
    const guest = newGuest(scenery, at)
    contacts.push(guest.contact)
    if (guests.length < rememberedGuests) guests.push(guest)
    else guests[random.whole(0, rememberedGuests - 1)] = guest
    return guest
  }

  return {
    stage({ day, arrivals, outside }) {
      const shifts = planShifts(agents, { day, timeZone: hours.timeZone, until: now }, random)
      const made: StagedDay = { contacts: [], staged: [], offlineMessages: [], shifts }
      for (const at of arrivals) stageArrival(scenery, made, guestAt(at, made.contacts), at)
      for (const at of outside) {
        const { visitor, signature } = guestAt(at, made.contacts)
        const { fill } = fillBlanks(scenery.words, random)
        const said = { group: random.pick(scenery.groups), cause: 'outside-hours', conversationId: null, fill } as const
        const left = { tenantId: scenery.tenantId, visitor, name: signature, at, ...said }
        made.offlineMessages.push(leaveMessage(left, random))
      }
      return made
    },
  }
}

function stageArrival(scenery: Scenery, day: StagedDay, guest: Guest, at: number): void {
  const { tenantId, words, form, groups, random, now } = scenery
  const { shifts } = day
  const staffed = staffedGroups(shifts, at)
  const topic = random.weighted(words.topics.map((one) => [one, one.weight] as const))
  const group = groupFor(topic, scenery, staffed)
  const roomNumber = String(random.whole(0, 999_999)).padStart(6, '0')
  const name = guest.visitor.name === nameless ? `${nameless}${roomNumber}` : guest.visitor.name
  const visitor = { ...guest.visitor, name }
  const scene = { tenantId, words, topic, visitor, roomNumber, group, groups, shifts, form, at, until: now - 60_000 }
  const staged = stageDialogue(scene, random)
  const { row } = staged.conversation
  const overAt = row.closed_at ?? at
  guest.freeAt = overAt + 1_800_000
  day.staged.push(staged)
  if (staged.left !== 'offline-message') return
  const cause = staffed.has(group.id) ? 'queue' : 'unstaffed'
  const left = { tenantId, visitor, name: guest.signature, group, cause, conversationId: row.id, at: overAt } as const
  day.offlineMessages.push(leaveMessage({ ...left, fill: staged.script.fill }, random))
}

/** The group whose name fits best of those that have somebody there; a merchant's groups may be called anything. */
function groupFor({ groups: wanted }: Topic, { groups, random }: Scenery, staffed: ReadonlySet<GroupId>) {
  const fitting = wanted.flatMap((word) => groups.filter(({ name }) => name.includes(word)))
  const there = fitting.find(({ id }) => staffed.has(id))
  if (there) return there
  const others = groups.filter(({ id }) => staffed.has(id))
  return others.length > 0 ? random.pick(others) : (fitting[0] ?? random.pick(groups))
}

function newGuest({ tenantId, channels, random }: Scenery, at: number): Guest {
  const id = random.idAt<ContactId>(at)
  const signature = `${random.pick(surnames)}${random.pick(titles)}`
  const name = random.chance(0.3) ? signature : nameless
  const [province, city] = random.pick(places)
  const region = random.chance(0.9) ? ({ kind: 'place', country: '中国', province, city } as const) : null
  const channelId = random.pick(channels).id
  const visitor: VisitorActor = { kind: 'visitor', tenantId, id, name, channelId, region }
  return { visitor, signature, contact: { id, name, at }, freeAt: at }
}
