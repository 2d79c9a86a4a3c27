import { events as eventRegistry } from '@keqiao/contract'
import { previewOf, type ConversationId, type ConversationState, type Decision, type Outcome } from '@keqiao/domain'
import { isUnavailable } from '../../platform/database/doors'
import { actorIdOf, createGroupCommit, storedActor, type GroupCommit } from '../../platform/event-log'
import {
  isRefused,
  refuse,
  type CallContext,
  type Person,
  type Refused,
  type Services,
} from '../../platform/operations'
import { createStateReader, type StateReader } from './conversation.access'
import { findSaidBefore } from './hand-over.store'
import { placeBatch, type Placed, type Submission } from './message-batch.store'

/** How often a message may be decided again because assign, transfer or close came between. */
const maxDecisions = 8

export interface Appended {
  readonly seq: number
  readonly at: number
}

/** The straight way of a message: decide on an unlocked read, submit, be placed by the batch, be acknowledged. */
export interface MessageLog {
  append(
    actor: Person,
    conversationId: ConversationId,
    context: CallContext,
    decide: (state: ConversationState) => Decision | Promise<Decision | Refused>,
  ): Promise<Appended | Refused>
  drain(): Promise<void>
}

interface MessageLogOptions {
  readonly services: Services
  readonly lanes?: number
  readonly maxBatch?: number
  readonly onBatch?: (size: number) => void
}

/** Makes the message log of this process. */
export function createMessageLog({ services, lanes = 2, maxBatch = 256, onBatch }: MessageLogOptions): MessageLog {
  const states = createStateReader(services.doors)
  const batches = createGroupCommit<Submission, Placed>({
    execute: (batch) =>
      services.doors.withSystem('batch append', async (tx) => {
        const placed = await placeBatch(tx, services.epoch, batch)
        const appended = placed.flatMap((result) => (result.kind === 'appended' ? [result.event] : []))
        tx.afterCommit(() => services.relay.publish(appended))
        return placed
      }),
    keyOf: (submission) => submission.conversationId,
    lanes,
    maxBatch,
    isUnavailable,
    ...(onBatch ? { onBatch } : {}),
  })

  return {
    drain: () => batches.drain(),
    async append(actor, conversationId, context, decide) {
      for (let attempt = 0; attempt < maxDecisions; attempt++) {
        let wasNamed = false
        const decided = await decideFresh(states, actor, conversationId, (state) => {
          wasNamed = actor.kind === 'visitor' && state.formerContactId !== null
          return decide(state)
        })
        const said = wasNamed ? await saidUnderFormerName(services.doors, actor, conversationId, context) : null
        if (said) return said
        if (isRefused(decided)) return repeatOf(batches, actor, conversationId, context, decided)
        const placed = await batches.submit(submissionOf(actor, conversationId, context, decided, services.clock.now()))
        const answer = answerOf(placed)
        if (answer !== 'decide again') return answer
        states.forget(conversationId)
      }
      return refuse('unavailable', undefined, 200)
    },
  }
}

/**
 * A visitor whom the shop has named meanwhile repeats what he said before, since its acknowledgement was lost: it stands
 * in the log under who he was. Nothing more is placed under that name, for naming him raised the epoch.
 */
async function saidUnderFormerName(
  doors: Services['doors'],
  { tenantId }: Person,
  conversationId: ConversationId,
  { clientId, requestHash }: CallContext,
): Promise<Appended | Refused | null> {
  if (clientId === null) return null
  const found = await doors.withTenant(tenantId, (tx) => findSaidBefore(tx, tenantId, conversationId, clientId))
  if (!found) return null
  return found.hash?.equals(requestHash) ? { seq: found.seq, at: found.at } : refuse('client_id_reused')
}

/** Decides on what is cached; a refusal counts only when the state was read just now. */
async function decideFresh(
  states: StateReader,
  actor: Person,
  conversationId: ConversationId,
  decide: (state: ConversationState) => Decision | Promise<Decision | Refused>,
): Promise<Outcome | Refused> {
  for (;;) {
    const read = await states.read(actor, conversationId)
    if (isRefused(read)) return read
    const decision = await decide(read.state)
    if (!decision.refused) return decision
    if (isRefused(decision)) return decision
    if (read.fresh) return refuse(decision.code, decision.data)
    states.forget(conversationId)
  }
}

/**
 * A command that is refused now may be the repeat of one that was stored: its sender lost the acknowledgement, then the
 * conversation was closed or taken by somebody else. The impossible epoch lets the batch find the repeat and place nothing.
 */
async function repeatOf(
  batches: GroupCommit<Submission, Placed>,
  actor: Person,
  conversationId: ConversationId,
  context: CallContext,
  refusal: Refused,
): Promise<Appended | Refused> {
  const nothing: Outcome = { refused: false, legEpoch: -1, events: [], patch: {} }
  const answer = answerOf(await batches.submit(submissionOf(actor, conversationId, context, nothing, 0)))
  return answer === 'decide again' ? refusal : answer
}

function answerOf(placed: Placed): Appended | Refused | 'decide again' {
  switch (placed.kind) {
    case 'appended':
      return { seq: placed.event.seq, at: placed.event.at }
    case 'repeated':
      return placed.sameRequest ? { seq: placed.seq, at: placed.at } : refuse('client_id_reused')
    case 'stale':
      return 'decide again'
    case 'missing':
      return refuse('not_found')
  }
}

function submissionOf(
  actor: Person,
  conversationId: ConversationId,
  { clientId, requestHash }: CallContext,
  outcome: Outcome,
  at: number,
): Submission {
  if (clientId === null) throw new Error('a message needs a client id')
  const [event] = outcome.events
  return {
    tenantId: actor.tenantId,
    conversationId,
    legEpoch: outcome.legEpoch,
    actorId: actorIdOf(actor),
    clientId,
    requestHash,
    spoke: outcome.patch.spoke,
    preview: event?.type === 'message.sent' ? previewOf(event.payload.body) : '',
    at,
    event(seq, visitorPrev) {
      if (!event) throw new Error('an outcome without an event was placed')
      const definition = eventRegistry[event.type]
      return {
        tenantId: actor.tenantId,
        stream: 'conversation',
        streamId: conversationId,
        seq,
        visitorPrev: definition.audiences.includes('visitor') ? visitorPrev : null,
        type: event.type,
        version: definition.version,
        payload: event.payload,
        actor: storedActor(actor),
        clientId,
        at,
      }
    },
  }
}
