import type { Client } from '@keqiao/client'

/** Puts a library into a file of the browser's downloads. Returns the code of what went wrong, or null. */
export async function exportPhrases(client: Client, scope: 'public' | 'own', name: string): Promise<string | null> {
  const parts: string[] = []
  for (let page = 1, more = true; more; page += 1) {
    const reply = await client.call('phrase.exportCsv', { scope, page })
    if (!reply.ok) return reply.error.code
    parts.push(reply.result.csv)
    more = reply.result.more
  }
  saveText(parts, name)
  return null
}

/** A file made here. */
export function saveText(parts: readonly string[], name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([...parts], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
