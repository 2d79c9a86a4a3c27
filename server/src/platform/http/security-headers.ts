/** Sources by directive, without quotes around keywords. */
export type ContentPolicy = Readonly<Record<string, readonly string[]>>

const keywords = new Set(['self', 'none', 'unsafe-inline', 'strict-dynamic', 'script'])

/** Writes a Content-Security-Policy. */
export function contentPolicy(policy: ContentPolicy): string {
  const quote = (source: string) => (keywords.has(source) || source.startsWith('nonce-') ? `'${source}'` : source)
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources.map(quote)].join(' '))
    .join('; ')
}

/** Headers of every answer. HSTS only where browsers come by https, or a test over http would lock itself out. */
export function commonHeaders(publicUrl: string): Record<string, string> {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  }
  if (new URL(publicUrl).protocol === 'https:') headers['strict-transport-security'] = 'max-age=31536000'
  return headers
}

/**
 * Of answers of the API, which are data: opened as a page by whatever mistake, they run nothing, show nothing, and are
 * offered for keeping under a name of ours. Pages below /api say their own.
 */
export const dataHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'content-disposition': 'attachment; filename="answer.json"',
}

/**
 * Where a page's own WebSocket is. Newer browsers count it among 'self', older ones need the address, which is that of
 * the request as long as it looks like one.
 */
export function socketSources(host: string): string[] {
  return /^[A-Za-z0-9.-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$/.test(host)
    ? [`ws://${host}`, `wss://${host}`]
    : []
}
