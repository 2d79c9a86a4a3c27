import { agentPassword } from './password'
import type { Agent } from './people'

/** How many sign in at once; each costs the server a scrypt on its thread pool. */
const atOnce = 4

/** Signs agents in over HTTP; returns the Cookie header of each, in their order. */
export async function signInAgents(origin: string, agents: readonly Agent[]): Promise<string[]> {
  const cookies: string[] = []
  const waiting = agents.entries()
  const signInNext = async () => {
    for (const [index, agent] of waiting) cookies[index] = await signIn(origin, agent.login)
  }
  await Promise.all(Array.from({ length: atOnce }, signInNext))
  return cookies
}

async function signIn(origin: string, login: string): Promise<string> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), origin },
    body: JSON.stringify({ login, password: agentPassword, remember: true }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${login} could not sign in: ${response.status} ${text}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
