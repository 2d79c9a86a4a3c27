import { dialogueColumns, dialogueDepth, operations } from '@keqiao/contract'
import type { MemberActor } from '@keqiao/domain'
import type { Tx } from '../../platform/database/tx'
import { bind, query, refuse, type Bindable, type Services } from '../../platform/operations'
import { wordsOf } from '../../platform/search'
import { groupIdsOf, readGroups } from '../group'
import { readHours } from '../schedule'
import { selectChannelChoices, selectMemberChoices, selectPreferences } from './choices.store'
import type { Selection } from './dialogue-conditions.store'
import { countDialogues, selectCategories, selectDialogues } from './dialogue.store'
import { dialogueView, messageHitView } from './dialogue.view'
import { findMessages, findSaidIn } from './find-messages'
import { cursorOf, placeOf } from './page-cursor'

type Conditions = Selection['conditions']

/** What is asked, ready for the store. Where words are asked for, it is looked up before in which conversations they are. */
async function selectionOf(services: Services, actor: MemberActor, conditions: Conditions) {
  const words = wordsOf(conditions.words ?? '')
  const saidIn = words.length === 0 ? null : await findSaidIn(services, actor, words)
  return async (tx: Tx): Promise<Selection> => ({
    actor,
    conditions,
    saidIn,
    groupIds: actor.scope === 'group' ? await groupIdsOf(tx, actor.tenantId, actor.id) : [],
  })
}

const list: Bindable = (services) =>
  bind(operations.dialogue.list, async (actor, { sort, order, page, after, limit, ...conditions }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const offset = after === undefined ? (page - 1) * limit : 0
    if (offset + limit > dialogueDepth) return refuse('page_too_deep')
    const place = after === undefined ? null : placeOf(after)
    if (place === 'malformed') return refuse('input_invalid', { issues: [{ path: 'after', reason: 'no cursor' }] })
    const select = await selectionOf(services, actor, conditions)
    const rows = await services.doors.withTenant(actor.tenantId, async (tx) =>
      selectDialogues(tx, await select(tx), { sort, order, offset, after: place, limit: limit + 1 }),
    )
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const next = rows.length > limit && last ? cursorOf({ key: last.sort_key, legId: last.leg_id }) : null
    return { dialogues: shown.map(dialogueView), next }
  })

const count: Bindable = (services) =>
  bind(operations.dialogue.count, async (actor, { upTo, ...conditions }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const select = await selectionOf(services, actor, conditions)
    const counted = await services.doors.withTenant(actor.tenantId, async (tx) =>
      countDialogues(tx, await select(tx), upTo + 1),
    )
    const more = counted.dialogues > upTo
    return { ...counted, dialogues: Math.min(counted.dialogues, upTo), more }
  })

const choices = query(operations.dialogue.choices, async (actor, _input, { tx }) => {
  if (actor.kind !== 'member') return refuse('forbidden')
  const { tenantId, id, scope } = actor
  const own = await groupIdsOf(tx, tenantId, id)
  const groups = (await readGroups(tx, tenantId)).filter((group) => scope === 'tenant' || own.includes(group.id))
  const { columns, saved } = await selectPreferences(tx, actor)
  return {
    scope,
    timeZone: (await readHours(tx, tenantId)).timeZone,
    groups,
    members: await selectMemberChoices(tx, actor, own),
    channels: await selectChannelChoices(tx, tenantId),
    categories: await selectCategories(tx, { actor, conditions: {}, groupIds: own, saidIn: null }),
    // A column that a later version took away is not missed.
    columns: columns && dialogueColumns.filter((column) => columns.includes(column)),
    saved,
  }
})

const find: Bindable = (services) =>
  bind(operations.dialogue.find, async (actor, { words, conversationId = null, before, limit }) => {
    if (actor.kind !== 'member') return refuse('forbidden')
    const wanted = wordsOf(words)
    if (wanted.length === 0) return refuse('words_missing')
    const place = before === undefined ? null : hitPlaceOf(before)
    if (place === 'malformed') return refuse('input_invalid', { issues: [{ path: 'before', reason: 'no cursor' }] })
    const found = await findMessages(services, actor, {
      words: wanted,
      conversationId,
      before: place,
      limit: limit + 1,
    })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      hits: shown.map((hit) => messageHitView(hit, wanted)),
      next: found.length > limit && last ? `${last.event.at} ${last.conversation_id} ${last.seq}` : null,
    }
  })

const hitShape = /^(\d{1,15}) ([0-9a-f-]{36}) (\d{1,15})$/

function hitPlaceOf(text: string) {
  const [, at, conversationId, seq] = hitShape.exec(text) ?? []
  if (at === undefined || conversationId === undefined) return 'malformed'
  const id = operations.dialogue.find.input.shape.conversationId.safeParse(conversationId)
  return id.success && id.data ? { at: Number(at), conversationId: id.data, seq: Number(seq) } : 'malformed'
}

/** What is asked about dialogues. */
export const dialogueQueries: Bindable[] = [list, count, choices, find]
