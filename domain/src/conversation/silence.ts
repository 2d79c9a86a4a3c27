/**
 * The closing rules of RTE-10 as the readings G3, G3a, G3b and G3c have them. All instants are epoch milliseconds.
 */
export interface Silence {
  /** When the leg that is open began; null while the visitor waits. */
  readonly acceptedAt: number | null
  readonly lastAgentMessageAt: number | null
  readonly lastVisitorMessageAt: number | null
  /** When the visitor's last connection went; null while he is connected. */
  readonly visitorGoneAt: number | null
  /** G3d: since when the service has been up; silence before that counts for nobody. */
  readonly watchedSince: number
}

export interface SilenceRules {
  /** 6 minutes unless the merchant says otherwise. */
  readonly silentVisitorMs: number
  /** 30 minutes unless the merchant says otherwise. */
  readonly goneVisitorMs: number
}

export const defaultSilenceRules: SilenceRules = { silentVisitorMs: 6 * 60_000, goneVisitorMs: 30 * 60_000 }

/** When the conversation falls due to be closed by the system if nothing else happens; null: not by silence. */
export function silenceDueAt(silence: Silence, rules: SilenceRules): number | null {
  const { acceptedAt, lastAgentMessageAt, lastVisitorMessageAt, visitorGoneAt, watchedSince } = silence
  const goneDueAt = visitorGoneAt === null ? null : Math.max(visitorGoneAt, watchedSince) + rules.goneVisitorMs
  // Whoever waits has the last word: nobody has answered him yet.
  if (acceptedAt === null) return goneDueAt
  const visitorSpokeLast =
    lastVisitorMessageAt !== null && (lastAgentMessageAt === null || lastVisitorMessageAt > lastAgentMessageAt)
  if (visitorSpokeLast) return goneDueAt
  // G3b: nobody spoke since acceptance counts like an agent's message at acceptance.
  return Math.max(acceptedAt, lastAgentMessageAt ?? 0, watchedSince) + rules.silentVisitorMs
}
