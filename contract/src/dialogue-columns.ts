/**
 * The columns of 对话, in the order of the table. The server sorts by each of them; screens and exports are drawn from
 * this list (no schema library here), so a column more is a line here, one in the store that sorts and one in each catalogue.
 */
export const dialogueColumns = [
  'roomNumber',
  'visitor',
  'member',
  'group',
  'channel',
  'openedAt',
  'closedAt',
  'durationMs',
  'waitMs',
  'firstReplyMs',
  'replyMeanMs',
  'roundCount',
  'visitorMessageCount',
  'agentMessageCount',
  'fileCount',
  'origin',
  'end',
  'valid',
  'rating',
  'category',
  'solved',
  'region',
  'page',
] as const
/** Key of one of them. */
export type DialogueColumn = (typeof dialogueColumns)[number]
