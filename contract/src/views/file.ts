import { z } from 'zod'

/** An uploaded file. */
export const fileView = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int().describe('bytes'),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  url: z.string().describe('signed, valid for a while'),
})
export type FileView = z.infer<typeof fileView>
