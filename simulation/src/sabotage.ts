/** Faults of the product that the simulator must see. Each is planted in the simulation, never in the product. */
export const sabotages = {
  'ack-before-commit': 'the server acknowledges a message, then commits it',
  'no-dedupe': 'a repeated client id is stored again',
  'capacity-check-dropped': 'an agent at capacity may take another dialogue',
  'agent-speaks-without-leg': 'a message of an agent who does not hold the conversation is accepted',
  'router-forgets-capacity': 'routing gives an agent at capacity one more',
  'router-sleeps': 'nobody who waits is ever given to anybody',
  'line-backwards': 'who came last is served first',
  'absent-keep-theirs': 'what an agent holds stays with him however long he is gone',
  'disable-keeps-legs': 'what an agent holds stays with him when he is disabled',
  'disabled-still-chosen': 'routing goes on giving dialogues to an agent who is disabled',
  'disabled-stays-connected': 'a disabled agent is let in, and his sockets go on',
  'released-not-requeued': 'a dialogue that is taken from an absent agent waits in no line',
  'timer-ignores-visitor': 'a dialogue is closed for silence although the visitor spoke last',
  'timer-sleeps': 'no dialogue is ever closed for silence',
  'load-miscounted': 'the end of a leg gives two places back',
  'batch-lands-after-close': 'a message decided before the close is placed after it',
  'note-leaks-to-visitor': 'the gateway hands notes to the audience of visitors',
  'foreign-tenant-delivery': 'access is not checked, so anybody may follow anything',
  'prev-counts-hidden': 'prev is the seq before, also where the audience may not see that one',
  'reordered-delivery': 'a range comes with its events the wrong way round',
  'head-forgotten': 'beats and ranges do not tell how far the log is',
  'stale-snapshot': 'a snapshot is older than the cursor it comes with',
  'recalled-words-shown': 'a snapshot shows the words of what was taken back',
  'gap-skips': 'the client takes an event that does not continue from its cursor',
  'queue-forgets-on-reload': 'what was not acknowledged is gone after a reload',
  'queue-renames-on-reconnect': 'a repeated message gets a new client id',
} as const

export type Sabotage = keyof typeof sabotages

/** The names, in a fixed order. */
export const sabotageNames = Object.keys(sabotages) as readonly Sabotage[]
