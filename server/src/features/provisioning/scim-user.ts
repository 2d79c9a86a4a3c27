import { maxCapacity } from '@keqiao/domain'
import { storableText } from '@keqiao/contract'
import { z } from 'zod'
import { invalidValue } from './scim-refusal'
import { agentExtension, isObject, valueOf, type ScimObject } from './scim-value'

const words = (max: number) => storableText(max).nullish()
/** Entra says "True" and "False". */
const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(?:true|false)$/i)
    .transform((text) => text.toLowerCase() === 'true'),
])
const several = z.array(
  z.object({
    value: storableText(254).nullish(),
    type: words(60),
    display: words(254),
    primary: flag.nullish(),
  }),
)

const profileShape = z.object({
  name: z
    .object({
      formatted: words(254),
      familyName: words(120),
      givenName: words(120),
      middleName: words(120),
      honorificPrefix: words(60),
      honorificSuffix: words(60),
    })
    .nullish(),
  displayName: words(254),
  nickName: words(254),
  title: words(120),
  userType: words(60),
  preferredLanguage: words(35),
  locale: words(35),
  timezone: words(60),
  emails: several.max(20).nullish(),
  phoneNumbers: several.max(20).nullish(),
  roles: several.max(20).nullish(),
  /** Of our own schema, kept since it can be left unsaid. */
  mainAccount: flag.nullish(),
})

const mainShape = profileShape.pick({ mainAccount: true })

/** What a back office says of a person, kept as it was said. */
export type UserProfile = z.output<typeof profileShape>

const wholeShape = z.object({
  userName: storableText(254).refine((text) => text.trim() !== '', { message: 'is empty' }),
  externalId: storableText(254).nullish(),
  active: flag.nullish(),
  ...profileShape.shape,
})

const agentShape = z.object({
  account: storableText(64).nullish(),
  capacity: z.coerce.number().int().min(0).max(maxCapacity).nullish(),
})

/** A user as the back office wants him. */
export interface WantedUser {
  readonly userName: string
  readonly externalId: string | null
  /** Undefined: it was not said. */
  readonly active: boolean | undefined
  readonly profile: UserProfile
  /** He is the merchant's main account (ACC-02). */
  readonly isMain: boolean
  /** Key or name of a role; null: it was not said. */
  readonly role: string | null
  readonly account: string | null
  readonly capacity: number | undefined
}

/** Reads a resource that the back office sent, or one that it patched. What is unknown is passed over. */
export function readUser(resource: unknown): WantedUser {
  if (!isObject(resource)) throw invalidValue('A user is an object.')
  const whole = parsed(wholeShape, canonical(resource, wholeShape.shape))
  const extension = valueOf(resource, agentExtension)
  const agent = isObject(extension) ? parsed(agentShape, canonical(extension, agentShape.shape)) : {}
  const said = isObject(extension) ? parsed(mainShape, canonical(extension, mainShape.shape)) : {}
  const { userName, externalId, active, mainAccount: _notThere, ...core } = whole
  const profile = withoutNulls({ ...core, ...said })
  const roles = profile.roles?.filter(({ value }) => value)
  const isMain = profile.mainAccount ?? profile.userType?.toLowerCase() === 'main'
  return {
    userName: userName.trim(),
    externalId: externalId || null,
    active: active ?? undefined,
    profile,
    isMain,
    role: (roles?.find(({ primary }) => primary) ?? roles?.[0])?.value ?? null,
    account: agent.account || null,
    capacity: agent.capacity ?? undefined,
  }
}

/** The attributes of a shape under their right names, however they were written. */
function canonical(object: ScimObject, shape: Readonly<Record<string, unknown>>): ScimObject {
  const found = Object.keys(shape).map((name) => [name, valueOf(object, name)] as const)
  const named = Object.fromEntries(found.filter(([, value]) => value !== undefined))
  // Entra sends a single role as a text.
  if (named['roles'] !== undefined) named['roles'] = listOfRoles(named['roles'])
  return named
}

function listOfRoles(roles: unknown): unknown {
  const list: unknown[] = roles === null ? [] : Array.isArray(roles) ? roles : [roles]
  return list.map((role) => (typeof role === 'string' ? { value: role } : role))
}

function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidValue(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

function withoutNulls(profile: UserProfile): UserProfile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null && value !== undefined))
}

const maxNickname = 40

/** What visitors see of him: the nickname, or else what he is called. Undefined: nothing of it was said. */
export function nicknameOf({ nickName, displayName, name }: UserProfile): string | undefined {
  const said = [nickName, displayName, name?.formatted, nameOf(name)].find((text) => text?.trim())
  return said === undefined || said === null ? undefined : shortened(said)
}

/** As much of a name as a nickname may have. */
export const shortened = (name: string): string => [...name.trim()].slice(0, maxNickname).join('')

const isChinese = /^\p{Script=Han}/u

function nameOf(name: UserProfile['name']): string {
  const [family, given] = [name?.familyName ?? '', name?.givenName ?? '']
  return (isChinese.test(family) ? `${family}${given}` : `${given} ${family}`).trim()
}

/** Accounts that suit a user name, the best first: they are lower case and hold no @. One that was said is the only one. */
export function accountsFor({ userName, account }: Pick<WantedUser, 'userName' | 'account'>): string[] {
  if (account !== null) return [account.toLowerCase()]
  const [local = ''] = userName.toLowerCase().split('@')
  const plain = local
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 50)
  const stem = plain || 'user'
  const numbered = Array.from({ length: 98 }, (_, index) => `${stem}-${index + 2}`)
  return [userName.toLowerCase(), stem, ...numbered]
}
