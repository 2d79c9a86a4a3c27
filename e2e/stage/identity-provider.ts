import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

/** A real provider of OpenID Connect on this machine, with pages of its own. */
export interface IdentityProvider {
  readonly issuer: string
  readonly client: { readonly id: string; readonly secret: string }
  stop(): Promise<void>
}

/** Starts one that knows a single client; whatever name is typed at its page is somebody. */
export async function openIdentityProvider(redirectUrl: string): Promise<IdentityProvider> {
  const client = { id: 'keqiao', secret: 'a secret of the provider that is long enough' }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUrl] }],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    cookies: { keys: ['a key of stories'] },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
  return {
    issuer,
    client,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
