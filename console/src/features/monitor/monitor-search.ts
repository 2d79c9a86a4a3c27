/** What the address of the board says. */
export interface BoardSearch {
  group?: string
  sort?: 'name' | 'waiting'
}

/** What the address of the dialogues says. */
export interface DialoguesSearch {
  group?: string
  agent?: string
  /** Only those whose visitor waits for an answer. */
  waiting?: true
  /** The one that is listened to. */
  dialogue?: string
}

type Search = Readonly<Record<string, unknown>>

const text = (search: Search, name: string) => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? { [name]: value } : {}
}

export const boardSearchOf = (search: Search): BoardSearch => ({
  ...text(search, 'group'),
  ...((search['sort'] === 'name' || search['sort'] === 'waiting') && { sort: search['sort'] }),
})

export const dialoguesSearchOf = (search: Search): DialoguesSearch => ({
  ...text(search, 'group'),
  ...text(search, 'agent'),
  ...text(search, 'dialogue'),
  ...(search['waiting'] === true && { waiting: true }),
})
