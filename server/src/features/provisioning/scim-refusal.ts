import type { Refused } from '../../platform/operations'

/** Words of RFC 7644, section 3.12, for what is wrong with a request. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/** A request of the back office that is refused. Thrown: it rolls the transaction back and ends in its answer. */
export class ScimRefusal extends Error {
  constructor(
    readonly status: number,
    readonly scimType: ScimType | null,
    detail: string,
    /** Our own code, where the product itself refused. */
    readonly code: string | null = null,
  ) {
    super(detail)
  }
}

export const invalidValue = (detail: string) => new ScimRefusal(400, 'invalidValue', detail)

const scimTypes: Readonly<Record<string, ScimType>> = {
  group_name_taken: 'uniqueness',
  account_taken: 'uniqueness',
  group_unknown: 'invalidValue',
  member_unknown: 'invalidValue',
  role_unknown: 'invalidValue',
}

const words: Readonly<Record<string, string>> = {
  last_administrator: 'He is the last active administrator: name another main account first.',
  group_in_use: 'Somebody waits in the group, is served in it, or a channel leads to it.',
  group_name_taken: 'There is a group of this name.',
  role_unknown: 'The merchant has no role of this key or name.',
}

/** A refusal of our own commands, in the words of SCIM. */
export function refusalOf({ error: { code } }: Refused): ScimRefusal {
  if (code === 'not_found') return new ScimRefusal(404, null, 'There is no such resource.')
  const type = scimTypes[code] ?? null
  return new ScimRefusal(type === 'invalidValue' ? 400 : 409, type, words[code] ?? code, code)
}
