import type { ExportId, TenantId } from '@keqiao/domain'
import { z } from 'zod'
import { defineTask } from '../../platform/jobs'

/** One export, to be written. */
export const runExport = defineTask(
  'export.run',
  z.object({
    tenantId: z.uuid().transform((id) => id as TenantId),
    exportId: z.uuid().transform((id) => id as ExportId),
  }),
)
