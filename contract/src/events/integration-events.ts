import { z } from 'zod'
import { exportFormats, exportSubjects } from '../views/export'
import { apiKeyId, exportId, memberId, webhookId } from '../ids'
import { staff } from './define'
import { change } from './fragments'

const apiKeyCreated = z.object({
  apiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.number().int().nullable(),
})
const apiKeyRevoked = z.object({ apiKeyId, name: z.string() })
const webhookFacts = { webhookId, url: z.string(), name: z.string(), eventTypes: z.array(z.string()) }
const webhookChanged = z.object({
  webhookId,
  url: change(z.string()),
  name: change(z.string()),
  eventTypes: change(z.array(z.string())),
})
const webhookDisabled = z.object({
  webhookId,
  name: z.string(),
  reason: z.enum(['manual', 'gone', 'failing']),
})
const webhookNamed = z.object({ webhookId, name: z.string() })
const webhookSecretRotated = z.object({ webhookId, previousEndsAt: z.number().int() })
/** What left the house: whoever reads the log sees who took which rows of what. */
const exportMade = z.object({
  exportId,
  memberId,
  memberName: z.string(),
  what: z.enum(exportSubjects),
  format: z.enum(exportFormats),
  conditions: z.record(z.string(), z.unknown()),
  rowCount: z.number().int(),
})

/** What other programs may do here, and what leaves the house. */
export const integrationEvents = {
  'apiKey.created': staff('apiKey', 1, apiKeyCreated),
  'apiKey.revoked': staff('apiKey', 1, apiKeyRevoked),
  'webhook.created': staff('webhook', 1, z.object(webhookFacts)),
  'webhook.changed': staff('webhook', 1, webhookChanged),
  'webhook.disabled': staff('webhook', 1, webhookDisabled),
  'webhook.enabled': staff('webhook', 1, webhookNamed),
  'webhook.secretRotated': staff('webhook', 1, webhookSecretRotated),
  'webhook.removed': staff('webhook', 1, webhookNamed),
  'export.made': staff('export', 1, exportMade),
} as const
