import type { ContactView } from '@keqiao/contract'

/** What the screen calls a contact: as staff named him, else as he calls himself, else by the number of his room. */
export function contactName(contact: ContactView | null, visitorName: string): string {
  return contact?.displayName ?? contact?.nickname ?? visitorName
}
