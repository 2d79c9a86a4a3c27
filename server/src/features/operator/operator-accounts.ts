import { createHash, randomBytes } from 'node:crypto'
import type { OperatorInput } from '@keqiao/contract'
import type { Doors } from '../../platform/database/doors'
import { newId } from '../../platform/ids'
import { refuse, type Refused } from '../../platform/operations'
import type { SignInThrottle } from '../session'
import { hashPassword, isPassword } from './operator-password'
import {
  deleteOperator,
  deleteSession,
  insertAct,
  insertLink,
  insertSession,
  selectOperator,
  selectOperators,
  selectSessionOperator,
  storePassword,
  takeLink,
  type Operator,
} from './operator.store'

/** A working day. It is not renewed: who runs the installation signs in again. */
export const operatorSessionMs = 12 * 3_600_000
const linkLastsMs = 24 * 3_600_000

/** An operator who has just signed in, and the token of his cookie. */
export interface OpenedOperator {
  readonly operator: Operator
  readonly token: string
}

// 32 random bytes, which no search can hit: a plain hash is enough.
const newToken = () => randomBytes(32).toString('base64url')
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Whether an operator may be called so. */
export const isOperatorName = (name: string) => /^[a-z0-9][a-z0-9._-]{1,31}$/.test(name)

/** The token of a link by which somebody chooses the password of this operator; earlier links of the name are void. */
export async function makeOperatorLink(doors: Doors, name: string): Promise<string> {
  if (!isOperatorName(name)) throw new TypeError(`not an operator's name: ${JSON.stringify(name)}`)
  const token = newToken()
  await doors.withSystem('make a link for an operator', (tx) => insertLink(tx, name, hashOf(token), linkLastsMs))
  return token
}

/** The names of all operators. */
export function listOperators(doors: Doors): Promise<{ name: string }[]> {
  return doors.withSystem('list the operators', selectOperators)
}

/** Takes an operator away, with his sessions and links. False: there is none. */
export function removeOperator(doors: Doors, name: string): Promise<boolean> {
  return doors.withSystem('remove an operator', (tx) => deleteOperator(tx, name))
}

/** Chooses the password by a link, which is used up, and signs in. */
export async function setUpOperator(
  doors: Doors,
  { token, password }: OperatorInput<'setUp'>,
): Promise<OpenedOperator | Refused> {
  const passwordHash = await hashPassword(password)
  return doors.withSystem('an operator chooses his password', async (tx) => {
    const name = await takeLink(tx, hashOf(token))
    if (name === null) return refuse('set_up_link_invalid')
    const operator = await storePassword(tx, newId(), name, passwordHash)
    await insertAct(tx, name, 'password_chosen', null)
    const opened = newToken()
    await insertSession(tx, hashOf(opened), operator.id, operatorSessionMs)
    return { operator, token: opened }
  })
}

/** Signs an operator in. An unknown name and a wrong password get one answer, after the same work. */
export async function signInOperator(
  doors: Doors,
  throttle: SignInThrottle,
  input: OperatorInput<'signIn'>,
  address: string,
): Promise<OpenedOperator | Refused> {
  const name = input.name.normalize('NFKC').trim().toLowerCase()
  const waitMs = await throttle.take(name, address)
  if (waitMs > 0) return refuse('sign_in_throttled', undefined, waitMs)
  const known = await doors.withSystem('an operator by his name', (tx) => selectOperator(tx, name))
  const isRight = await isPassword(known?.password_hash ?? null, input.password)
  if (!known || !isRight) return refuse('sign_in_failed')
  await throttle.forgive(name, address)
  const token = newToken()
  await doors.withSystem('an operator signs in', async (tx) => {
    await insertSession(tx, hashOf(token), known.id, operatorSessionMs)
    await insertAct(tx, known.name, 'signed_in', null)
  })
  return { operator: { id: known.id, name: known.name }, token }
}

/** Whose token this is; null: nobody's any more. */
export async function operatorOf(doors: Doors, token: string | null): Promise<Operator | null> {
  if (token === null) return null
  return doors.withSystem('an operator by his session', (tx) => selectSessionOperator(tx, hashOf(token)))
}

/** Ends the session of this token, if there is one. */
export async function signOutOperator(doors: Doors, token: string | null): Promise<void> {
  if (token !== null) await doors.withSystem('an operator signs out', (tx) => deleteSession(tx, hashOf(token)))
}
