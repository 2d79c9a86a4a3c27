import type { Reply } from '@keqiao/client'
import type { OperatorInput, OperatorOperationName, OperatorOutput } from '@keqiao/contract'
import type { WireError } from '@keqiao/contract/frames'
import { RefusedError } from '../session/session'

/** Method and path of each, as in the contract (a test compares). */
export const operatorDoors: Readonly<Record<OperatorOperationName, string>> = {
  setUp: 'POST /api/operator/set-up',
  signIn: 'POST /api/operator/session',
  get: 'GET /api/operator/session',
  signOut: 'DELETE /api/operator/session',
  listMerchants: 'GET /api/operator/merchants',
  createMerchant: 'POST /api/operator/merchants',
  suspendMerchant: 'POST /api/operator/merchants/{code}/suspend',
  resumeMerchant: 'POST /api/operator/merchants/{code}/resume',
  makeSetUpLink: 'POST /api/operator/merchants/{code}/set-up-link',
  listActs: 'GET /api/operator/acts',
}

/** Calls one of the operator's operations. A refusal is a value; nothing here rejects. */
export async function callOperator<Name extends OperatorOperationName>(
  name: Name,
  input: OperatorInput<Name>,
): Promise<Reply<OperatorOutput<Name>>> {
  const [method = 'GET', pattern = ''] = operatorDoors[name].split(' ')
  const rest = new Map(Object.entries(input))
  const path = pattern.replace('{code}', () => {
    const code = String(rest.get('code'))
    rest.delete('code')
    return encodeURIComponent(code)
  })
  const fields = Object.fromEntries(rest)
  const query = method === 'GET' && rest.size > 0 ? `?${new URLSearchParams(fields as Record<string, string>)}` : ''
  try {
    const response = await fetch(`${path}${query}`, {
      method,
      ...(method === 'POST' && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }),
    })
    const body = (await response.json()) as OperatorOutput<Name> & { readonly error?: WireError }
    if (body.error) return { ok: false, error: body.error }
    return response.ok ? { ok: true, result: body } : { ok: false, error: { code: 'unavailable', retryable: true } }
  } catch {
    return { ok: false, error: { code: 'disconnected', retryable: true } }
  }
}

/** The same for the query library, which wants refusals thrown. */
export async function askOperator<Name extends OperatorOperationName>(
  name: Name,
  input: OperatorInput<Name>,
): Promise<OperatorOutput<Name>> {
  const reply = await callOperator(name, input)
  if (!reply.ok) throw new RefusedError(reply.error)
  return reply.result
}
