/** RTE-01 ... RTE-03. 离线 is not a status: it is a member without a session. */
export const presenceStatuses = ['online', 'busy', 'away'] as const

export type PresenceStatus = (typeof presenceStatuses)[number]

/** RTE-04, G12: a new session starts at 离开, so that an agent must act to start receiving. */
export const statusAtSignIn: PresenceStatus = 'away'
