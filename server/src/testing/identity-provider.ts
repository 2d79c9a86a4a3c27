import { createServer } from 'node:http'
import { Provider, type Configuration } from 'oidc-provider'

/** A person whom the provider knows, and what it says of him. */
export interface ProviderPerson {
  readonly sub: string
  readonly claims: Readonly<Record<string, unknown>>
}

/** A real provider of OpenID Connect on this machine. */
export interface IdentityProvider {
  readonly issuer: string
  /** Whoever enters his `sub` at its page is this person; what it says of him may change. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>
  readonly client: { readonly id: string; readonly secret: string }
  /** Goes through its pages as a browser would, as this person; returns where it sends him back to. */
  signIn(authorizeUrl: string, sub: string): Promise<string>
  /** The same, and he declines. */
  decline(authorizeUrl: string): Promise<string>
  stop(): Promise<void>
}

/** Starts one that knows a single client, which comes back to `redirectUrl`. */
export async function openIdentityProvider(redirectUrl: string): Promise<IdentityProvider> {
  const people: IdentityProvider['people'] = new Map()
  const client = { id: 'keqiao', secret: 'a secret of the provider that is long enough' }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const issuer = `http://127.0.0.1:${port}`
  const configuration: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUrl] }],
    pkce: { required: () => true },
    claims: {
      openid: ['sub'],
      profile: ['name', 'nickname', 'preferred_username', 'main_account'],
      email: ['email', 'email_verified'],
    },
    cookies: { keys: ['a key of tests'] },
    findAccount: (_context, sub) => {
      const claims = people.get(sub)
      return claims && { accountId: sub, claims: async () => ({ sub, ...claims }) }
    },
  }
  const provider = new Provider(issuer, configuration)
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return {
    issuer,
    people,
    client,
    signIn: (url, sub) => browse(issuer, url, sub),
    decline: (url) => browse(issuer, url, null),
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Follows the provider's pages, filling in each form it shows, until it sends the browser to another host. */
async function browse(issuer: string, url: string, sub: string | null): Promise<string> {
  const jar = new Map<string, string>()
  let next = { url, form: null as URLSearchParams | null }
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next.url, {
      method: next.form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form && { body: next.form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (location !== null) {
      const target = new URL(location, next.url).href
      if (!target.startsWith(issuer)) return target
      next = { url: target, form: null }
      continue
    }
    const html = await response.text()
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1]
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1]
    if (action === undefined || prompt === undefined) throw new Error(`the provider says ${response.status}: ${html}`)
    const abort = /href="([^"]+\/abort)"/.exec(html)?.[1]
    if (sub === null && abort !== undefined) {
      next = { url: new URL(abort, next.url).href, form: null }
      continue
    }
    next = {
      url: new URL(action, next.url).href,
      form: new URLSearchParams({ prompt, login: sub ?? '', password: 'x' }),
    }
  }
  throw new Error('the provider leads in a circle')
}
