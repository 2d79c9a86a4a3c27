import type { MemberId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import { defineTask } from '../../platform/jobs'

/**
 * What follows when a member was shut out, and belongs to features further right: his sessions end, his dialogues wait
 * again. Enqueued in the same transaction, so no node can die between the two.
 */
export const memberShutOut = defineTask(
  'member.shut-out',
  z.object({
    tenantId: z.uuid().transform((id) => id as TenantId),
    memberId: z.uuid().transform((id) => id as MemberId),
  }),
)
