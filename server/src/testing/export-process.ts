/**
 * A program of its own: the product's exports on a migrated database, without sockets. `bench/src/export` starts one to
 * make a past and another to write files, and speaks to each over the channel of a forked process: `{id, name, input}` is
 * answered by `{id, result}` or `{id, error}`.
 *
 * What writes is the job of the product, with its storage; only whoever asks is given instead of a session.
 */
import { randomUUID } from 'node:crypto'
import { operations, type ExportFormat, type ExportView, type Operation } from '@keqiao/contract'
import type { MemberActor, MemberId, TenantId } from '@keqiao/domain'
import { conversationOperations, createMessageLog } from '../features/conversation'
import { dialogueOperations, followDialogues } from '../features/dialogue'
import { createExports, exportOperations, type Exports } from '../features/export'
import { loadMemberActor } from '../features/member'
import { seedPast } from '../features/past'
import { systemClock } from '../platform/clock'
import { openDoors } from '../platform/database/doors'
import { createRelay, openLog } from '../platform/event-log'
import { createExecute, type Execute, type Services } from '../platform/operations'
import { openLocalStorage } from '../platform/storage'
import { catchUp } from './caught-up.store'

interface OpenInput {
  readonly url: string
  /** Where files go. */
  readonly folder: string
  /** Keeps every answer that the export was given, as if the rows were gathered before they are written. */
  readonly keepsAll: boolean
}

interface WriteInput {
  readonly tenantId: TenantId
  readonly memberId: MemberId
  readonly format: ExportFormat
  readonly conditions: Record<string, unknown>
}

interface Process {
  readonly services: Services
  readonly execute: Execute
  readonly exports: Exports
}

const clock = systemClock()
const faults: string[] = []
const kept: unknown[] = []
let running: Process | null = null

function here(): Process {
  if (!running) throw new Error('nothing is open')
  return running
}

function note(error: unknown, where: string): string {
  faults.push(`${where}: ${error instanceof Error ? error.message : String(error)}`)
  return where
}

async function open({ url, folder, keepsAll }: OpenInput): Promise<void> {
  const doors = openDoors({ url, poolSize: 4, onError: note })
  const services: Services = {
    doors,
    clock,
    relay: createRelay(note),
    epoch: await openLog(doors),
    random: Math.random,
    onError: (error, where) => void note(error, where),
  }
  const sign = () => '/file'
  const parts = {
    messages: createMessageLog({ services }),
    sign,
    isOnline: () => true,
    tellRead: () => undefined,
    invitationOf: () => null,
    tellConsulted: () => undefined,
  }
  const storage = await openLocalStorage(folder, clock)
  const exports = createExports({ secret: 'a secret of measurements', services, storage })
  const bindables = [
    ...conversationOperations(parts),
    ...dialogueOperations({ sign }),
    ...exportOperations(exports.sign),
  ]
  const real = createExecute({ bindings: bindables.map((bindable) => bindable(services)), onFault: note })
  const execute: Execute = async (person, call) => {
    const answer = await real(person, call)
    if (keepsAll) kept.push(answer)
    return answer
  }
  running = { services, execute, exports }
}

/** A past by the machinery of `npm run seed:history`, and the list of its dialogues. */
async function seed({ tenantId, conversations }: { tenantId: TenantId; conversations: number }): Promise<void> {
  const { services } = here()
  const past = { seed: 'bench', shop: 'furniture', force: false, days: 30, progress: () => undefined } as const
  const outcome = await seedPast({ ...past, doors: services.doors, tenantId, conversations, now: clock.now() })
  if (outcome.kind !== 'written') throw new Error(`no past was made: ${outcome.kind}`)
  const reader = followDialogues(services)
  await catchUp(services.doors, 'dialogues', reader)
  await reader.stop()
}

/** Begins an export and does what the worker does with it. */
async function write({
  tenantId,
  memberId,
  format,
  conditions,
}: WriteInput): Promise<{ rows: number; bytes: number; ms: number }> {
  const { services, execute, exports } = here()
  const actor = await services.doors.withTenant(tenantId, (tx) => loadMemberActor(tx, tenantId, memberId))
  if (!actor) throw new Error('the member is not there')
  const began = clock.monotonic()
  const input = { what: 'dialogue', format, conditions, locale: 'zh-CN' }
  const { export: begun } = await ask<{ export: ExportView }>(execute, actor, operations.export.start, input)
  const job = exports.jobs(execute).find(({ task }) => task.name === 'export.run')
  await job?.run(job.task.schema.parse({ tenantId, exportId: begun.id }), {
    attempt: 3,
    signal: new AbortController().signal,
  })
  const list = await ask<{ exports: ExportView[] }>(execute, actor, operations.export.list, {})
  const made = list.exports.find(({ id }) => id === begun.id)
  if (made?.status !== 'done' || !made.file) throw new Error(`${made?.status} ${made?.error} ${faults.at(-1) ?? ''}`)
  return { rows: made.doneCount, bytes: made.file.size, ms: clock.monotonic() - began }
}

async function ask<Result>(
  execute: Execute,
  actor: MemberActor,
  operation: Operation,
  input: unknown,
): Promise<Result> {
  const clientId = operation.kind === 'command' ? randomUUID() : undefined
  const answer = await execute(actor, { operation: operation.name, input, clientId })
  if (answer.ok) return answer.result as Result
  throw new Error(`${operation.name} was refused: ${JSON.stringify(answer.refusal.error)} ${faults.at(-1) ?? ''}`)
}

const calls = { open, seed, write, kept: () => Promise.resolve(kept.length) } as const

process.on('message', (message) => {
  const { id, name, input } = message as { id: number; name: keyof typeof calls; input: never }
  const answer = (response: object) => process.send?.({ id, ...response })
  calls[name](input).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
process.once('disconnect', () => process.exit())
