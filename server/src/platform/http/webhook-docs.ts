import { publicEvents } from '@keqiao/contract'
import { z } from 'zod'
import type { Schema } from './openapi'

const schemaOf = (data: z.ZodType): Schema => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(data, { io: 'input', unrepresentable: 'any' }) as Schema
  return schema
}

/** What is posted to endpoints, one for each type, with the shape of its `data`. */
export const describedWebhooks = Object.entries(publicEvents).map(([type, { summary, permission, data }]) => ({
  type,
  summary,
  permission,
  data: schemaOf(data),
}))

const signature = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
}))

/** The `webhooks` of the OpenAPI document. */
export function webhooksOfOpenApi(): Record<string, Schema> {
  return Object.fromEntries(
    describedWebhooks.map(({ type, summary, permission, data }) => [
      type,
      {
        post: {
          summary,
          tags: ['webhook'],
          ...(permission === null ? {} : { 'x-permission': permission }),
          description: 'Signed by Standard Webhooks; any 2xx within 15 seconds is an answer. See docs/webhooks.md.',
          parameters: signature,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['type', 'timestamp', 'data'],
                  properties: { type: { const: type }, timestamp: { type: 'string', format: 'date-time' }, data },
                },
              },
            },
          },
          responses: { 204: { description: 'Taken.' } },
        },
      },
    ]),
  )
}
