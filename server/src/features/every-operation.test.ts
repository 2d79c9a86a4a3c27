import { randomUUID } from 'node:crypto'
import { allOperations, operations, type FormView, type Operation, type SummarySheet } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../platform/operations'
import { accountWalks } from '../testing/account-walks'
import { openShop, type Merchant, type Shop } from '../testing/shop'
import { edgesOf } from '../testing/edges'
import { integrationWalks } from '../testing/integration-walks'
import { knowledgeWalks } from '../testing/knowledge-walks'
import { mailWalks } from '../testing/mail-walks'
import { furnish, rowsNamedIn, rowsOf, withOtherRows, withoutChance, withRow } from '../testing/strangers'
import { thingsOf } from '../testing/things-of-a-merchant'

let shop: Shop
let home: Merchant
let foreign: Merchant

beforeAll(async () => {
  shop = await openShop()
  ;[home, foreign] = [await shop.merchant(), await shop.merchant()]
  await furnish(shop, foreign)
})

afterAll(async () => {
  expect(shop.faults).toEqual([])
  await shop.stop()
})

interface Walk {
  /** Somebody who may, and an input that succeeds. */
  arrange(): Promise<{ actor: Person; input: Record<string, unknown> }>
  /** The field that names a row; it is refused with a real row of another merchant as with none. */
  readonly names?: string
}

const agent = () => home.agent({ role: 'administrator' })
const { aboutRole, newRole, oneCategory, onePhrase, phraseInput, postedMail } = thingsOf(
  () => shop,
  () => home,
)

/** Somebody has a page of the shop open. */
function onSite(): string {
  const { tenantId, channelId, groupId } = home
  const visitId = randomUUID()
  const stranger = { contactId: null, name: null, member: false, returning: false, region: null, referrer: '' }
  const page = { url: 'https://shop.example/', title: '首页', since: 0, pageSince: 0 }
  shop.site.seen({ tenantId, channelId, groupId, visitId, address: visitId, ...stranger, ...page })
  return visitId
}

async function held(): Promise<{ actor: MemberActor; input: { conversationId: string } }> {
  const actor = await home.agent()
  const { conversationId } = await home.waiting()
  await shop.result(actor, operations.conversation.claim, { conversationId })
  return { actor, input: { conversationId } }
}

/** A dialogue of a visitor who was here before. */
async function returned() {
  const actor = await home.agent()
  const { visitor, conversationId } = await home.waiting()
  await shop.result(actor, operations.conversation.claim, { conversationId })
  await shop.result(actor, operations.conversation.close, { conversationId })
  const again = await home.waiting(visitor)
  await shop.result(actor, operations.conversation.claim, { conversationId: again.conversationId })
  return { actor, input: { conversationId: again.conversationId } }
}

/** His visitor, while somebody serves him. */
async function served() {
  const { visitor, conversationId } = await home.waiting()
  await shop.result(await home.agent(), operations.conversation.claim, { conversationId })
  return { actor: visitor, input: { conversationId } }
}

const withInput = async (more: Record<string, unknown>) => {
  const { actor, input } = await held()
  return { actor, input: { ...input, ...more } }
}

const white = { create: { width: 40, height: 40, channels: 3, background: '#fff' } } as const
const onePicture = (await sharp(white).jpeg().toBuffer()).toString('base64')

const newcomer = () => ({
  account: `a${randomUUID()}`,
  nickname: '新同事',
  role: 'agent',
  capacity: 5,
  groupIds: [home.groupId],
  password: 'first-password',
})

async function aboutColleague(more: Record<string, unknown>) {
  const [actor, colleague] = [await agent(), await home.agent()]
  return { actor, input: { memberId: colleague.id, ...more } }
}

async function aboutChannel<More extends object>(more: More) {
  return { actor: await agent(), input: { channelId: home.channelId, ...more } }
}

async function aboutContact(inputOf: (contactId: string) => Record<string, unknown>) {
  const actor = await home.agent()
  const { visitor, conversationId } = await home.waiting()
  await shop.result(actor, operations.conversation.claim, { conversationId })
  return { actor, input: inputOf(visitor.id) }
}

async function emptyGroup(): Promise<string> {
  const created = operations.group.create
  const { group } = await shop.result<{ group: { id: string } }>(await agent(), created, { name: randomUUID() })
  return group.id
}

/** What was read, to be stored again as it is. */
async function changed(read: Operation) {
  const actor = await agent()
  const { version, settings, hours } = await shop.result<Record<string, unknown>>(actor, read, {})
  return { actor, input: settings ? { version, settings } : { version, hours } }
}

const leftMessage = () => ({ name: '罗先生', phone: '138 0013 8000', groupId: home.groupId, text: '想改到周末送。' })

const november = { from: '2026-11-01', to: '2026-11-30' }

async function aboutReport(more: Record<string, unknown>) {
  return { actor: await agent(), input: { report: 'satisfaction', ...november, ...more } }
}

const exportAll = () => ({ what: 'dialogue', format: 'csv', conditions: {} })

async function begunExport() {
  const actor = await agent()
  const begun = await shop.result<{ export: { id: string } }>(actor, operations.export.start, exportAll())
  return { actor, input: { exportId: begun.export.id } }
}

async function oneBroadcast() {
  const [actor, reader] = [await agent(), await home.agent()]
  const input = { text: '今天十点开会', to: { kind: 'some', memberIds: [reader.id] } }
  const sent = await shop.result<{ broadcast: { id: string } }>(actor, operations.broadcast.send, input)
  return { actor, reader, input: { broadcastId: sent.broadcast.id } }
}

/** One line for every operation that goes through frames and HTTP alike; those of HTTP alone are walked in http.test.ts. */
const walks: Record<string, Walk> = {
  'member.create': { arrange: async () => ({ actor: await agent(), input: newcomer() }) },
  'member.update': { arrange: () => aboutColleague({ nickname: '新名字', capacity: 3 }), names: 'memberId' },
  'member.disable': { arrange: () => aboutColleague({}), names: 'memberId' },
  'member.enable': { arrange: () => aboutColleague({}), names: 'memberId' },
  'member.setPassword': { arrange: () => aboutColleague({ password: 'another-password' }), names: 'memberId' },
  'member.endSessions': { arrange: () => aboutColleague({}), names: 'memberId' },
  'member.resetSecondFactor': {
    arrange: async () => {
      const { actor, input } = await aboutColleague({})
      const text = `insert into second_factors values ($1, $2, '', 0, now())`
      await shop.services.doors.withTenant(actor.tenantId, (tx) => tx.rows(text, [actor.tenantId, input.memberId]))
      return { actor, input }
    },
    names: 'memberId',
  },
  'settings.getSecurity': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.changeSecurity': { arrange: () => changed(operations.settings.getSecurity) },
  'role.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'role.create': { arrange: async () => ({ actor: await agent(), input: newRole() }) },
  'role.update': { arrange: () => aboutRole(({ version }) => ({ version, ...newRole() })), names: 'roleId' },
  'role.remove': { arrange: () => aboutRole(() => ({})), names: 'roleId' },
  ...accountWalks(() => shop, agent),
  ...mailWalks(
    () => shop,
    () => home,
  ),
  'group.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'group.create': { arrange: async () => ({ actor: await agent(), input: { name: randomUUID() } }) },
  'channel.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'channel.get': { arrange: () => aboutChannel({}), names: 'channelId' },
  'channel.create': {
    arrange: async () => ({ actor: await agent(), input: { name: '小程序', groupId: home.groupId } }),
  },
  'channel.update': {
    arrange: async () => {
      const { actor, input } = await aboutChannel({ name: `官网${randomUUID().slice(0, 8)}` })
      const { channel } = await shop.result<{ channel: { version: number } }>(actor, operations.channel.get, {
        channelId: input.channelId,
      })
      return { actor, input: { ...input, version: channel.version } }
    },
    names: 'channelId',
  },
  'channel.rotateSecret': { arrange: () => aboutChannel({ endPrevious: false }), names: 'channelId' },
  'channel.revealSecret': { arrange: () => aboutChannel({}), names: 'channelId' },
  'conversation.acceptConsent': {
    arrange: async () => {
      const { visitor, conversationId } = await home.waiting()
      return { actor: visitor, input: { conversationId, version: 1 } }
    },
    names: 'conversationId',
  },
  'group.rename': {
    arrange: async () => ({ actor: await agent(), input: { groupId: await emptyGroup(), name: randomUUID() } }),
    names: 'groupId',
  },
  'group.setMembers': {
    arrange: async () => ({
      actor: await agent(),
      input: { groupId: await emptyGroup(), memberIds: [(await home.agent()).id] },
    }),
    names: 'groupId',
  },
  'group.remove': {
    arrange: async () => ({ actor: await agent(), input: { groupId: await emptyGroup() } }),
    names: 'groupId',
  },
  'settings.getRouting': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.getAutoReplies': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.changeAutoReplies': { arrange: () => changed(operations.settings.getAutoReplies) },
  'settings.changeRouting': { arrange: () => changed(operations.settings.getRouting) },
  'settings.getHours': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.changeHours': { arrange: () => changed(operations.settings.getHours) },
  'offlineMessage.form': { arrange: async () => ({ actor: await home.visitor(), input: {} }) },
  'offlineMessage.leave': {
    arrange: async () => {
      const { visitor, conversationId } = await home.waiting()
      return { actor: visitor, input: { conversationId, ...leftMessage() } }
    },
    names: 'conversationId',
  },
  ...knowledgeWalks(
    () => shop,
    () => home,
  ),
  'report.get': { arrange: () => aboutReport({}) },
  'report.drill': { arrange: () => aboutReport({ column: 'dialogues' }) },
  'report.overview': { arrange: async () => ({ actor: await agent(), input: { ...november } }) },
  'report.filters': { arrange: async () => ({ actor: await agent(), input: { ...november } }) },
  'offlineMessage.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'offlineMessage.get': {
    arrange: async () => {
      const left = await shop.result<{ id: string }>(
        await home.visitor(),
        operations.offlineMessage.leave,
        leftMessage(),
      )
      return { actor: await agent(), input: { offlineMessageId: left.id } }
    },
    names: 'offlineMessageId',
  },
  'offlineMessage.reply': {
    arrange: async () => {
      const { id } = await shop.result<{ id: string }>(
        await home.visitor(),
        operations.offlineMessage.leave,
        leftMessage(),
      )
      return { actor: await agent(), input: { offlineMessageId: id, text: '可以，周六送到。' } }
    },
    names: 'offlineMessageId',
  },
  'offlineMessage.mine': { arrange: async () => ({ actor: await home.visitor(), input: {} }) },
  'offlineMessage.markSeen': {
    arrange: async () => ({ actor: await home.visitor(), input: { offlineMessageIds: [randomUUID()] } }),
  },
  'sla.getSettings': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'sla.changeSettings': { arrange: () => changed(operations.sla.getSettings) },
  'metric.getSettings': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'metric.changeSettings': { arrange: () => changed(operations.metric.getSettings) },
  'metric.listChanges': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'sla.listAlarms': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'mail.resend': {
    arrange: async () => ({ actor: await agent(), input: { mailId: await postedMail() } }),
    names: 'mailId',
  },
  'member.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'contact.list': { arrange: () => aboutContact((contactId) => ({ contactIds: [contactId] })) },
  'contact.update': {
    arrange: () =>
      aboutContact((contactId) => ({ contactId, version: 0, displayName: '林女士', phone: '138 0013 8000' })),
    names: 'contactId',
  },
  'contact.addTag': { arrange: () => aboutContact((contactId) => ({ contactId, tag: '老顾客' })), names: 'contactId' },
  'contact.removeTag': {
    arrange: () => aboutContact((contactId) => ({ contactId, tag: '老顾客' })),
    names: 'contactId',
  },
  'contact.tags': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'conversation.ownCards': { arrange: served, names: 'conversationId' },
  'conversation.visit': { arrange: held, names: 'conversationId' },
  'conversation.open': { arrange: async () => ({ actor: await home.visitor(), input: {} }) },
  'conversation.get': { arrange: held, names: 'conversationId' },
  'conversation.history': { arrange: () => withInput({ beforeSeq: 3 }), names: 'conversationId' },
  'conversation.listEarlier': { arrange: returned, names: 'conversationId' },
  'conversation.readEarlier': { arrange: returned, names: 'conversationId' },
  'conversation.sendMessage': {
    arrange: () => withInput({ body: { kind: 'text', text: '您好' } }),
    names: 'conversationId',
  },
  'conversation.recallMessage': {
    arrange: async () => {
      const { actor, input } = await held()
      const said = { ...input, body: { kind: 'text', text: '说错了' } }
      const { seq } = await shop.result<{ seq: number }>(actor, operations.conversation.sendMessage, said)
      return { actor, input: { ...input, seq } }
    },
    names: 'conversationId',
  },
  'conversation.markRead': { arrange: () => withInput({ seq: 2 }), names: 'conversationId' },
  'conversation.addNote': { arrange: () => withInput({ text: '老顾客' }), names: 'conversationId' },
  'conversation.claim': {
    arrange: async () => ({ actor: await agent(), input: { conversationId: (await home.waiting()).conversationId } }),
    names: 'conversationId',
  },
  'conversation.transfer': {
    arrange: async () => withInput({ to: { kind: 'member', memberId: (await home.agent()).id } }),
    names: 'conversationId',
  },
  'conversation.reassign': {
    arrange: async () => {
      const { input } = await held()
      return { actor: await agent(), input: { ...input, memberId: (await home.agent()).id } }
    },
    names: 'conversationId',
  },
  'conversation.whisper': {
    arrange: async () => ({ actor: await agent(), input: { ...(await held()).input, text: '可以退' } }),
    names: 'conversationId',
  },
  'conversation.join': {
    arrange: async () => ({ actor: await agent(), input: (await held()).input }),
    names: 'conversationId',
  },
  'conversation.leave': {
    arrange: async () => {
      const [actor, { input }] = [await agent(), await held()]
      await shop.result(actor, operations.conversation.join, input)
      return { actor, input }
    },
    names: 'conversationId',
  },
  'conversation.close': { arrange: held, names: 'conversationId' },
  'broadcast.send': {
    arrange: async () => {
      await home.agent()
      return { actor: await agent(), input: { text: '今天十点开会', to: { kind: 'all' } } }
    },
  },
  'broadcast.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'broadcast.receipts': { arrange: async () => oneBroadcast(), names: 'broadcastId' },
  'broadcast.inbox': { arrange: async () => ({ actor: await home.agent(), input: {} }) },
  'broadcast.markRead': {
    arrange: async () => {
      const { input, reader } = await oneBroadcast()
      return { actor: reader, input }
    },
    names: 'broadcastId',
  },
  'consult.list': { arrange: async () => ({ actor: await home.agent(), input: {} }) },
  'consult.markRead': { arrange: held },
  'queue.place': {
    arrange: async () => ({ actor: await agent(), input: { conversationId: (await home.waiting()).conversationId } }),
    names: 'conversationId',
  },
  'phrase.list': { arrange: async () => ({ actor: await home.agent(), input: {} }) },
  'phrase.categories': { arrange: async () => ({ actor: await home.agent(), input: {} }) },
  'phrase.create': { arrange: async () => ({ actor: await agent(), input: phraseInput() }) },
  'phrase.update': {
    arrange: async () => {
      const { actor, phrase } = await onePhrase()
      const { scope: _scope, ...fields } = phraseInput()
      return { actor, input: { ...fields, phraseId: phrase.id, version: phrase.version } }
    },
    names: 'phraseId',
  },
  'phrase.move': {
    arrange: async () => {
      const { actor, phrase } = await onePhrase()
      return { actor, input: { phraseId: phrase.id, beforeId: null } }
    },
    names: 'phraseId',
  },
  'phrase.remove': {
    arrange: async () => {
      const { actor, phrase } = await onePhrase()
      return { actor, input: { phraseId: phrase.id } }
    },
    names: 'phraseId',
  },
  'phrase.createCategory': {
    arrange: async () => ({ actor: await agent(), input: { scope: 'public', name: randomUUID().slice(0, 20) } }),
  },
  'phrase.updateCategory': {
    arrange: async () => {
      const { actor, categoryId } = await oneCategory()
      return { actor, input: { categoryId, name: randomUUID().slice(0, 20) } }
    },
    names: 'categoryId',
  },
  'phrase.removeCategory': {
    arrange: async () => {
      const { actor, categoryId } = await oneCategory()
      return { actor, input: { categoryId } }
    },
    names: 'categoryId',
  },
  'phrase.importCsv': {
    arrange: async () => ({ actor: await agent(), input: { scope: 'own', csv: '标题,内容\n退货,七天内可退' } }),
  },
  'phrase.exportCsv': { arrange: async () => ({ actor: await agent(), input: { scope: 'public' } }) },
  'file.setAvatar': { arrange: async () => ({ actor: await agent(), input: { content: onePicture } }) },
  'monitor.board': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'monitor.listWatches': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'monitor.visitors': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'monitor.invite': {
    arrange: async () => ({ actor: await agent(), input: { visitId: onSite(), text: '需要帮忙吗' } }),
    names: 'visitId',
  },
  'monitor.queueHistory': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'monitor.setPresence': {
    arrange: async () => ({ actor: await agent(), input: { memberId: (await home.agent()).id, status: 'away' } }),
    names: 'memberId',
  },
  'monitor.setWork': {
    arrange: async () => ({ actor: await agent(), input: { memberId: (await home.agent()).id, capacity: 3 } }),
    names: 'memberId',
  },
  'form.get': { arrange: async () => ({ actor: await agent(), input: { purpose: 'summary' } }) },
  'form.publish': {
    arrange: async () => {
      const actor = await agent()
      const { form } = await shop.result<{ form: FormView }>(actor, operations.form.get, { purpose: 'summary' })
      return { actor, input: { purpose: 'summary', version: form.version, questions: form.questions } }
    },
  },
  'summary.get': { arrange: held, names: 'conversationId' },
  'summary.save': {
    arrange: async () => {
      const { actor, input } = await held()
      const sheet = await shop.result<SummarySheet>(actor, operations.summary.get, input)
      const answers = { category: 'presale.stock', content: '?', result: '!', solved: true, followUp: false }
      return { actor, input: { ...input, legId: sheet.ownLegId, formVersion: 0, answers } }
    },
    names: 'conversationId',
  },
  'rating.invite': { arrange: held, names: 'conversationId' },
  'rating.card': { arrange: served, names: 'conversationId' },
  'rating.submit': {
    arrange: async () => {
      const { actor, input } = await served()
      return { actor, input: { ...input, score: 5 } }
    },
    names: 'conversationId',
  },
  'settings.getSummary': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.changeSummary': { arrange: () => changed(operations.settings.getSummary) },
  'settings.getRating': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'settings.changeRating': { arrange: () => changed(operations.settings.getRating) },
  'desk.get': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'desk.colleagues': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'desk.dialogues': {
    arrange: async () => {
      const { actor } = await held()
      return { actor: await agent(), input: { memberId: actor.id } }
    },
  },
  'desk.ended': { arrange: async () => ({ actor: await agent(), input: { since: 0 } }) },
  'desk.setCleared': {
    arrange: async () => {
      const { actor, input } = await held()
      await shop.result(actor, operations.conversation.close, input)
      return { actor, input: { conversationIds: [input.conversationId], cleared: true } }
    },
  },
  'dialogue.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'dialogue.count': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'dialogue.choices': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'dialogue.setPreferences': { arrange: async () => ({ actor: await agent(), input: { columns: ['rating'] } }) },
  'dialogue.find': { arrange: async () => ({ actor: await agent(), input: { words: '退货' } }) },
  'dialogue.get': {
    arrange: async () => {
      const { actor, input } = await held()
      const event = shop.heard.find(({ type, streamId }) => type === 'leg.opened' && streamId === input.conversationId)
      return { actor, input: { legId: (event?.payload as { legId: string } | undefined)?.legId } }
    },
    names: 'legId',
  },
  ...integrationWalks(() => shop, agent),
  'export.start': { arrange: async () => ({ actor: await agent(), input: exportAll() }) },
  'export.list': { arrange: async () => ({ actor: await agent(), input: {} }) },
  'export.cancel': { arrange: begunExport, names: 'exportId' },
  'export.retry': { arrange: begunExport, names: 'exportId' },
  'desk.setPresence': { arrange: async () => ({ actor: await agent(), input: { status: 'busy' } }) },
}

const ownOf = (name: string): Walk => {
  const walk = walks[name]
  if (!walk) throw new Error(`${name} has no walk`)
  return walk
}

const walked = allOperations.filter((operation) => !operation.httpOnly)

describe('the table of operations', () => {
  it('is walked and bound completely', () => {
    expect(Object.keys(walks).toSorted()).toEqual(walked.map((operation) => operation.name).toSorted())
    expect(shop.bindings.map((binding) => binding.operation.name).toSorted()).toEqual(Object.keys(walks).toSorted())
  })
})

describe.each(walked.map((operation): [string, Operation] => [operation.name, operation]))('%s', (name, operation) => {
  it('succeeds for who may', async () => {
    const { actor, input } = await ownOf(name).arrange()
    const result = await shop.result(actor, operation, input)
    expect(operation.output.safeParse(result)).toMatchObject({ success: true })
  })

  const guarded = operation.callers.includes('member') && operation.permission !== null
  if (guarded)
    it('is refused without the permission', async () => {
      const { input } = await ownOf(name).arrange()
      const powerless: MemberActor = { ...(await agent()), permissions: new Set() }
      const answer = await shop.call(powerless, operation, input)
      expect(answer).toMatchObject({
        ok: false,
        refusal: { error: { code: 'forbidden', data: { permission: operation.permission } } },
      })
    })

  it('is refused to the kind of caller it is not for', async () => {
    const { input } = await ownOf(name).arrange()
    const others: Person[] = []
    if (!operation.callers.includes('visitor')) others.push(await home.visitor())
    if (!operation.callers.includes('member')) others.push(await agent())
    const codes = await Promise.all(others.map((other) => shop.refusal(other, operation, input)))
    expect(codes.every((code) => code === 'forbidden')).toBe(true)
    expect(codes).toHaveLength(2 - operation.callers.length)
  })

  const named = walks[name]?.names
  it('answers a stranger as if the rows he names did not exist, byte for byte', async () => {
    const { input } = await ownOf(name).arrange()
    const strangers: Person[] = []
    if (operation.callers.includes('member')) strangers.push(await foreign.agent({ role: 'administrator' }))
    if (operation.callers.includes('visitor')) strangers.push(await foreign.visitor())
    if (operation.callers.includes('visitor') && named !== undefined) strangers.push(await home.visitor())
    for (const stranger of rowsNamedIn(input).length > 0 ? strangers : []) {
      const real = await shop.call(stranger, operation, input)
      expect(withoutChance(real)).toBe(withoutChance(await shop.call(stranger, operation, withOtherRows(input))))
      if (named !== undefined) expect(real).toMatchObject({ ok: false, refusal: { error: { code: 'not_found' } } })
    }
  })

  it('takes no row of another merchant beside his own ones', async () => {
    const { input } = await ownOf(name).arrange()
    for (const { path, field } of rowsNamedIn(input)) {
      for (const id of await rowsOf(shop.database.superuserUrl, foreign.tenantId, field)) {
        const [one, other] = [await ownOf(name).arrange(), await ownOf(name).arrange()]
        const real = await shop.call(one.actor, operation, withRow(one.input, path, id))
        const missing = await shop.call(other.actor, operation, withRow(other.input, path, randomUUID()))
        expect(withoutChance(real)).toBe(withoutChance(missing))
      }
    }
  })

  it('has no fault at the edges of its numbers', async () => {
    for (const [field, edge] of edgesOf(operation.input)) {
      const { actor, input } = await ownOf(name).arrange()
      const answer = await shop.call(actor, operation, { ...input, [field]: edge })
      expect([field, edge, JSON.stringify(answer).includes('"internal"')]).toEqual([field, edge, false])
    }
  })

  if (operation.kind === 'command')
    it('needs a client id', async () => {
      const { actor, input } = await ownOf(name).arrange()
      const answer = await shop.execute(actor, { operation: name, input, clientId: undefined })
      expect(answer).toMatchObject({ ok: false, refusal: { error: { code: 'client_id_required' } } })
    })

  it('refuses input that does not fit', async () => {
    const { actor, input } = await ownOf(name).arrange()
    for (const bad of [null, 'text', [], { ...input, surplus: 1 }]) {
      expect(await shop.refusal(actor, operation, bad)).toBe('input_invalid')
    }
  })
})
