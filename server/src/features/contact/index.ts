export { readContact } from './contact.queries'
export type { Contact } from './contact.store'
export { createContact } from './create-contact'
