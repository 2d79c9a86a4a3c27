/** The parts of the browser that the fallback needs; written down, since this package is checked without the DOM's types. */
export interface WebResponse {
  readonly ok: boolean
  readonly status: number
  readonly body: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }> }
  } | null
  json(): Promise<unknown>
}

interface WebLocks {
  request(name: string, options: { ifAvailable?: boolean }, held: (lock: object | null) => unknown): Promise<unknown>
}

/** What tabs of one origin say to each other with. */
export interface Talk {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

/** What the fallback asks of the browser. */
export interface Web {
  readonly fetch: (
    url: string,
    init: {
      method: string
      headers: Record<string, string>
      body: string
      signal?: AbortSignal
      keepalive?: boolean
      credentials: string
    },
  ) => Promise<WebResponse>
  readonly navigator?: { readonly locks?: WebLocks | undefined } | undefined
  readonly BroadcastChannel?: (new (name: string) => Talk) | undefined
  readonly addEventListener?: ((type: string, listener: () => void) => void) | undefined
}

/** The browser we are in. */
export const web = globalThis as unknown as Web

/** What is posted is JSON, and the answer is read by whoever asks. */
export function post(url: string, body: unknown, signal?: AbortSignal, keepalive = false): Promise<WebResponse> {
  return web.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
  })
}
