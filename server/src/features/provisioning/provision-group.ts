import type { GroupId, MemberId } from '@keqiao/domain'
import { spokenText, storableText } from '@keqiao/contract'
import { z } from 'zod'
import { isRefused } from '../../platform/operations'
import { dropGroup, makeGroup, nameGroup, staffGroup, type GroupParts } from '../group'
import type { ProvisionContext } from './provision-user'
import { invalidValue, refusalOf } from './scim-refusal'
import { isObject, valueOf } from './scim-value'
import { storeGroupExternalId } from './upstream.store'

const uuid = z.uuid().transform((id) => id.toLowerCase() as MemberId)

const groupShape = z.object({
  displayName: spokenText(40),
  externalId: storableText(254).nullish(),
  members: z
    .array(z.object({ value: uuid }))
    .max(2_000)
    .nullish(),
})

/** A group of agents as the back office wants it. */
export interface WantedGroup {
  readonly displayName: string
  readonly externalId: string | null
  readonly memberIds: readonly MemberId[]
}

/** Reads a resource that was sent, or patched. */
export function readGroupResource(resource: unknown): WantedGroup {
  if (!isObject(resource)) throw invalidValue('A group is an object.')
  const names = ['displayName', 'externalId', 'members'] as const
  const parsed = groupShape.safeParse(Object.fromEntries(names.map((name) => [name, valueOf(resource, name)])))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalidValue(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  }
  const { displayName, externalId, members } = parsed.data
  return { displayName, externalId: externalId || null, memberIds: (members ?? []).map(({ value }) => value) }
}

/** A new group with its agents. */
export async function createScimGroup(context: ProvisionContext, wanted: WantedGroup): Promise<GroupId> {
  const group = await makeGroup(context, context.editor, wanted.displayName)
  if (isRefused(group)) throw refusalOf(group)
  await fill(context, group.id, wanted)
  return group.id
}

/** PUT, and what a PATCH makes of it. */
export async function replaceScimGroup(context: ProvisionContext, id: GroupId, wanted: WantedGroup): Promise<void> {
  const group = await nameGroup(context, context.editor, id, wanted.displayName)
  if (isRefused(group)) throw refusalOf(group)
  await fill(context, id, wanted)
}

async function fill(context: ProvisionContext, id: GroupId, { externalId, memberIds }: WantedGroup): Promise<void> {
  const staffed = await staffGroup(context, context.editor, id, memberIds)
  if (isRefused(staffed)) throw refusalOf(staffed)
  await storeGroupExternalId(context.tx, context.tenantId, id, externalId)
}

/** A group goes when nobody waits in it and nothing leads to it; its agents leave it first. */
export async function removeScimGroup(context: ProvisionContext, id: GroupId, parts: GroupParts): Promise<void> {
  const emptied = await staffGroup(context, context.editor, id, [])
  if (isRefused(emptied)) throw refusalOf(emptied)
  const barred = await dropGroup(context, context.editor, id, parts)
  if (barred) throw refusalOf(barred)
}
