/** UTF-16 units of a tag's name. */
export const maxTagLength = 20
/** Tags on one contact. */
export const maxTagsOfContact = 20
/** Different tags of one merchant. */
export const maxTagsOfTenant = 500

/** How a tag is written: full-width letters made narrow, white space at the ends gone and inside made one. */
export function tagName(typed: string): string {
  return typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
}
