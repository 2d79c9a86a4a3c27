import type { RoleView } from '@keqiao/contract'
import type { Catalogue } from '../../i18n/catalogue'

/** What a role is called: the built-in ones in the language of the screen, the others as the merchant named them. */
export function roleName({ members }: Catalogue, { key, name, builtIn }: Pick<RoleView, 'key' | 'name' | 'builtIn'>) {
  const builtInNames: Readonly<Record<string, string>> = members.roles
  return (builtIn ? builtInNames[key] : undefined) ?? name
}
