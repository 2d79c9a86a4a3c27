interface ErrorDefinition {
  /** HTTP status of the same refusal on the HTTP door. */
  readonly status: number
  /** The same call may succeed later without any change by the caller. */
  readonly retryable: boolean
  /** What happened, for a developer. Screens have their own words for the code. */
  readonly meaning: string
}

const refusal = (status: number, meaning: string): ErrorDefinition => ({ status, retryable: false, meaning })
const later = (status: number, meaning: string): ErrorDefinition => ({ status, retryable: true, meaning })

/** Every code a caller can meet, on either door. Each has its line in docs/errors.md (a test compares). */
export const errors = {
  // the wire
  protocol_unsupported: refusal(
    426,
    'The protocol version of the hello is not spoken here; data.versions lists those that are.',
  ),
  frame_malformed: refusal(400, 'The frame is not JSON of a known shape.'),
  frame_too_large: refusal(413, 'The frame or request body is larger than allowed; data.maxBytes.'),
  hello_required: refusal(400, 'The first frame must be hello.'),
  origin_refused: refusal(
    403,
    'The page that opened the connection is not one the console or the channel is served from.',
  ),
  rate_limited: later(429, 'Too many requests; retryAfterMs says when to go on.'),
  too_many_connections: later(429, 'This person or address holds too many connections.'),
  too_many_followed: refusal(409, 'One connection may follow a limited number of streams; data.max.'),
  server_draining: later(503, 'This node is shutting down: reconnect.'),
  unavailable: later(
    503,
    'The database or another part is not reachable. A change that was under way may have been stored: repeat it with the same client id.',
  ),
  internal: refusal(
    500,
    'A fault of ours; data.reference finds it in the log. It is not known whether the change was stored: repeat with the same client id.',
  ),
  // who is it
  unauthenticated: refusal(401, 'No valid session or visitor token.'),
  forbidden: refusal(403, 'The role lacks the permission; data.permission.'),
  api_key_invalid: refusal(
    401,
    'The API key opens nothing; data.reason: unknown, revoked, expired, or its maker is disabled (maker).',
  ),
  api_key_not_accepted: refusal(403, 'This is done by people alone: no API key does it, whatever its scopes.'),
  too_many_api_keys: refusal(409, 'The merchant has as many usable API keys as may be; data.max.'),
  sign_in_failed: refusal(401, 'Unknown account or wrong password.'),
  sign_in_throttled: later(429, 'Too many failed sign-ins for this account or address.'),
  tenant_suspended: refusal(403, 'The merchant is suspended.'),
  channel_unknown: refusal(404, 'No channel has this key.'),
  identity_invalid: refusal(
    401,
    "The token in which the shop names its customer is not one this channel's secret has signed, or lacks what it must say; data.reason.",
  ),
  identity_expired: refusal(401, 'The token in which the shop names its customer has expired: sign a new one.'),
  identity_not_set_up: refusal(409, 'The channel has no secret yet, so that no shop can vouch for anybody.'),
  password_wrong: refusal(403, 'The current password is not that.'),
  set_up_link_invalid: refusal(403, 'The set-up link was used, is older than a day, or was replaced by a newer one.'),
  merchant_code_taken: refusal(409, 'There is a merchant with this code.'),
  // staff
  account_taken: refusal(409, 'The merchant has a member with this account, who may be disabled.'),
  role_unknown: refusal(409, 'The role is not there any more.'),
  role_name_taken: refusal(409, 'The merchant has a role of this name.'),
  role_in_use: refusal(409, 'Members have this role; data.memberCount.'),
  role_built_in: refusal(409, 'The two built-in roles can be neither changed nor removed.'),
  beyond_own_rights: refusal(403, 'Nobody gives, changes or takes away rights that he does not have himself.'),
  group_unknown: refusal(409, 'One of the groups is not there any more; data.groupIds lists those.'),
  member_unknown: refusal(409, 'One of the members is not there any more; data.memberIds lists those.'),
  group_name_taken: refusal(409, 'The merchant has a group of this name.'),
  group_in_use: refusal(
    409,
    'Only an empty group can be removed; data.memberCount, waitingCount, openCount and channelCount say what is in it.',
  ),
  settings_changed: refusal(409, 'Somebody else changed it since it was read: read it again; data.version.'),
  last_administrator: refusal(409, 'Nobody could manage members any more: he is the last active administrator.'),
  member_from_upstream: refusal(
    409,
    'The merchant’s back office keeps this account: it is changed there; data.fields says what.',
  ),
  too_many_tokens: refusal(409, 'The merchant has as many tokens of provisioning as may be; data.max.'),
  not_on_yourself: refusal(409, 'Nobody may disable or demote himself, or reset his own password: he changes it.'),
  // sign-in by a provider
  password_sign_in_off: refusal(403, 'The merchant lets only administrators sign in by password: use single sign-on.'),
  sso_not_set_up: refusal(404, 'The merchant has no sign-in by a provider.'),
  sso_secret_required: refusal(
    409,
    'The client secret is known for another provider or client only: give the one that belongs to these.',
  ),
  sso_expired: refusal(403, 'The sign-in is too old, was begun in another browser, or is over already.'),
  sso_refused: refusal(403, 'The provider did not let him in; data.step is its error, data.detail its words.'),
  sso_failed: refusal(502, 'The provider could not be asked, or its answer not be trusted; data.step, data.detail.'),
  sso_member_unknown: refusal(403, 'No member belongs to this person of the provider, and none is made.'),
  sso_ambiguous: refusal(409, 'Several members could be meant, or one who is somebody else for this provider.'),
  member_disabled: refusal(403, 'The member is disabled.'),
  // channels
  channel_changed: refusal(409, 'Somebody else has changed the channel meanwhile: read it again; data.version.'),
  // what is asked
  operation_unknown: refusal(404, 'No operation has this name.'),
  route_unknown: refusal(404, 'Nothing is served at this address.'),
  input_invalid: refusal(400, 'The input does not fit the operation; data.issues lists path and reason.'),
  page_too_deep: refusal(
    400,
    'A list can be paged through to its row 10,000: narrow the conditions, or turn the order round.',
  ),
  exports_limited: later(
    429,
    'Three exports of this member wait or run: the next one can begin when one of them ends.',
  ),
  export_format_unknown: refusal(400, 'This list cannot be written in this format.'),
  export_link_expired: refusal(410, 'The file was kept for a day: export it again.'),
  words_missing: refusal(400, 'Nothing to look for is left of the words.'),
  not_found: refusal(404, 'It does not exist, or not for you: both answers are the same, byte for byte.'),
  client_id_required: refusal(400, 'A command needs a client id (frame: key, HTTP: Idempotency-Key), a UUID.'),
  client_id_reused: refusal(409, 'This client id was used for a different request.'),
  // conversations
  conversation_closed: refusal(409, 'The conversation is over.'),
  not_your_conversation: refusal(409, 'Another agent holds this conversation.'),
  already_claimed: refusal(409, 'Somebody else was faster.'),
  queue_empty: refusal(409, 'Nobody is waiting.'),
  agent_at_capacity: refusal(409, 'The agent holds as many dialogues as he may; data.capacity.'),
  agent_not_available: refusal(409, 'The agent is away or not connected.'),
  already_there: refusal(409, 'The dialogue is with this agent already.'),
  conversation_waiting: refusal(409, 'Nobody holds the conversation yet: it can be taken or assigned.'),
  not_joined: refusal(409, 'Only who has joined a dialogue can leave it.'),
  message_unknown: refusal(404, 'No message stands at this place of the conversation.'),
  not_your_message: refusal(409, 'Somebody else said it.'),
  recall_too_late: refusal(409, 'The time in which a message can be recalled is over; data.withinMs.'),
  already_recalled: refusal(409, 'The message was recalled before.'),
  consent_required: refusal(409, 'The visitor has to agree to the privacy text first; data.version.'),
  consent_outdated: refusal(409, 'The privacy text has changed since it was shown; data.version is what is asked now.'),
  // forms, summaries, ratings
  form_version_unknown: refusal(404, 'The form has no such version.'),
  form_changed: refusal(409, 'Somebody else has published meanwhile: read it again; data.version.'),
  form_invalid: refusal(400, 'The form cannot be published as it is; data.complaints lists question and problem.'),
  leg_not_yours: refusal(409, 'A summary is written by the agent whose leg it is about.'),
  answers_invalid: refusal(400, 'The answers do not fit the form; data.complaints lists question and problem.'),
  summary_required: refusal(
    409,
    'The merchant lets no dialogue without summary be cleared; data.conversationIds lists those.',
  ),
  rating_exists: refusal(409, 'The conversation has its rating: there is one for each.'),
  rating_invited: refusal(409, 'The visitor was asked on this leg as often as may be; data.max.'),
  rating_over: refusal(409, 'The time in which the conversation could be rated is over; data.openUntil.'),
  rating_too_early: refusal(409, 'No agent has accepted the conversation yet: there is nothing to rate.'),
  visitor_busy: refusal(
    409,
    'The visitor cannot be invited now; data.reason: he is in a conversation, was invited already, or has declined in this visit.',
  ),
  // contacts
  contact_changed: refusal(
    409,
    'Somebody else has changed the same since; data.fields, data.by (nickname) and data.version, from which it may be asked again.',
  ),
  too_many_tags: refusal(409, 'A contact, or the merchant, has as many tags as may be; data.of, data.max.'),
  outside_hours: refusal(
    409,
    'It is not business time: an offline message can be left; data.opensAt says when it begins, null where that is not known.',
  ),
  conversation_accepted: refusal(409, 'An agent has accepted the conversation: he can be spoken with now.'),
  offline_messages_limited: later(
    429,
    'The visitor left several messages lately; retryAfterMs says when he may again.',
  ),
  // phrases
  phrase_code_taken: refusal(409, 'Another phrase of the same library has this code; data.title.'),
  phrase_key_taken: refusal(409, 'Another phrase of the same library has this key; data.title.'),
  phrase_changed: refusal(409, 'Somebody else has changed the phrase meanwhile: read it again; data.version.'),
  phrase_category_unknown: refusal(409, 'The category is not there any more, or of another library.'),
  phrase_category_taken: refusal(409, 'There is a category of this name at the same place.'),
  phrase_file_unknown: refusal(
    409,
    'A file of the phrase was not uploaded for phrases by whoever saves it; data.fileIds.',
  ),
  too_many_phrases: refusal(409, 'The library holds as many phrases or categories as may be; data.max.'),
  // broadcasts
  broadcast_to_nobody: refusal(409, 'There is nobody whom it would go to but its sender.'),
  // knowledge
  knowledge_changed: refusal(
    409,
    'Somebody else has changed the entry since it was read: read it again; data.version.',
  ),
  knowledge_category_unknown: refusal(409, 'The category is not there any more.'),
  knowledge_category_name_taken: refusal(409, 'There is a category of this name in the same place.'),
  knowledge_category_in_use: refusal(
    409,
    'Only an empty category can be removed; data.entryCount and data.childCount say what is in it.',
  ),
  knowledge_category_too_deep: refusal(409, 'Categories lie at most so deep, and never in themselves; data.max.'),
  knowledge_limit_reached: refusal(409, 'The merchant has as many entries or categories as may be; data.of, data.max.'),
  import_file_unreadable: refusal(
    400,
    'The file is not a table of the announced kind, or lacks a column; data.reason, data.missing.',
  ),
  import_rows_refused: refusal(
    409,
    'Lines of the file have errors, and nothing was imported; data.errors lists line, field and reason.',
  ),
  already_replied: refusal(
    409,
    'Somebody else has answered the offline message; data.by (nickname) and data.at say who and when.',
  ),
  // mail
  mail_password_required: refusal(
    409,
    'The password is known for another server or user only: give the one that belongs to these.',
  ),
  mail_not_set_up: refusal(409, 'There is no mail server, neither of the merchant nor of the installation.'),
  transcript_empty: refusal(409, 'There is nothing to send yet: no agent has said a word in it.'),
  transcript_not_offered: refusal(409, 'The merchant does not offer his visitors the transcript by mail.'),
  transcripts_limited: later(
    429,
    'This conversation, customer or address got as many transcripts as it may within a day; retryAfterMs.',
  ),
  address_unknown: refusal(409, 'The customer left no mail address.'),
  address_muted: refusal(409, 'Whoever has this address does not want mail of conversations from this merchant.'),
  // webhooks
  webhook_url_refused: refusal(
    400,
    'Events are posted to public addresses by http or https, without a name and password in them; data.reason.',
  ),
  webhook_disabled: refusal(409, 'The endpoint is disabled: enable it first.'),
  too_many_webhooks: refusal(409, 'The merchant has as many endpoints as may be; data.max.'),
  // files
  file_too_large: refusal(413, 'The file is larger than allowed; data.maxBytes.'),
  file_empty: refusal(400, 'The file has no content.'),
  file_infected: refusal(422, 'The virus scanner has found something in the content; it was not kept.'),
  file_not_scanned: later(503, 'The virus scanner is away, and nothing is taken without it.'),
  file_type_refused: refusal(415, 'The content is of a kind that is not accepted, or not what its name says.'),
  file_link_expired: refusal(403, 'The signed address is no longer valid: read the message again for a new one.'),
  upload_malformed: refusal(400, 'The upload is not multipart/form-data with one file.'),
} as const satisfies Record<string, ErrorDefinition>

/** A code of the registry. */
export type ErrorCode = keyof typeof errors

/** Whether a string from the wire is one of our codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errors, code)
}
