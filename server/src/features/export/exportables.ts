import {
  operations,
  type DialogueColumn,
  type DialogueView,
  type ExportSubject,
  type MemberView,
  type OfflineMessageView,
} from '@keqiao/contract'
import type { Exportable, ExportColumn } from './exportable'
import { exportOf } from './list-export'
import { overviewExport } from './overview-export'
import { reportExport } from './report-export'

type DialogueCell = Omit<ExportColumn<DialogueView>, 'key'>

const dialogueCells: { readonly [Column in DialogueColumn]: DialogueCell } = {
  roomNumber: { kind: 'text', cell: (row, { room }) => room(row.roomNumber) },
  visitor: { kind: 'text', cell: ({ visitor }) => visitor.displayName ?? visitor.name },
  member: { kind: 'text', cell: (row) => row.member.nickname },
  group: { kind: 'text', cell: (row) => row.group.name },
  channel: { kind: 'text', cell: (row) => row.channel.name },
  openedAt: { kind: 'instant', cell: (row) => row.openedAt },
  closedAt: { kind: 'instant', cell: (row) => row.closedAt },
  durationMs: { kind: 'duration', cell: (row) => row.durationMs },
  waitMs: { kind: 'duration', cell: (row) => row.waitMs },
  firstReplyMs: { kind: 'duration', cell: (row) => row.firstReplyMs },
  replyMeanMs: { kind: 'duration', cell: (row) => row.replyMeanMs },
  roundCount: { kind: 'number', cell: (row) => row.roundCount },
  visitorMessageCount: { kind: 'number', cell: (row) => row.visitorMessageCount },
  agentMessageCount: { kind: 'number', cell: (row) => row.agentMessageCount },
  fileCount: { kind: 'number', cell: (row) => row.fileCount },
  origin: { kind: 'text', cell: (row, { origins }) => origins[row.origin] },
  end: { kind: 'text', cell: (row, { ends }) => ends[row.end ?? 'open'] },
  valid: { kind: 'text', cell: (row, { valid }) => (row.valid === null ? null : row.valid ? valid.yes : valid.no) },
  rating: {
    kind: 'text',
    cell: ({ rating: { score, invited } }, { rating }) =>
      score === null ? (invited ? rating.invited : rating.none) : rating.score(score),
  },
  category: { kind: 'text', cell: (row) => row.summary?.category ?? null },
  solved: {
    kind: 'text',
    cell: ({ summary }, { solved }) =>
      summary?.solved === undefined || summary.solved === null ? null : summary.solved ? solved.yes : solved.no,
  },
  region: { kind: 'text', cell: (row) => row.region },
  page: { kind: 'text', cell: (row) => row.page?.url ?? null },
}

const { dialogue, member, offlineMessage } = operations

const memberColumns: readonly ExportColumn<MemberView>[] = [
  { key: 'account', kind: 'text', cell: (row) => row.account },
  { key: 'nickname', kind: 'text', cell: (row) => row.nickname },
  { key: 'role', kind: 'text', cell: (row, { roles }) => roles[row.role] ?? row.role },
  { key: 'capacity', kind: 'number', cell: (row) => row.capacity },
  { key: 'active', kind: 'number', cell: (row) => row.active },
  { key: 'status', kind: 'text', cell: (row, { presence }) => presence[row.connected ? row.status : 'absent'] },
  { key: 'standing', kind: 'text', cell: (row, { standing }) => (row.disabled ? standing.disabled : standing.active) },
  { key: 'createdAt', kind: 'instant', cell: (row) => row.createdAt },
]

const offlineColumns: readonly ExportColumn<OfflineMessageView>[] = [
  { key: 'createdAt', kind: 'instant', cell: (row) => row.createdAt },
  { key: 'name', kind: 'text', cell: (row) => row.name },
  { key: 'phone', kind: 'text', cell: (row) => row.phone },
  { key: 'email', kind: 'text', cell: (row) => row.email },
  { key: 'group', kind: 'text', cell: (row) => row.group.name },
  { key: 'text', kind: 'text', cell: (row) => row.text },
  { key: 'cause', kind: 'text', cell: (row, { causes }) => causes[row.cause] },
  { key: 'status', kind: 'text', cell: (row, { offline }) => offline[row.status] },
  { key: 'repliedAt', kind: 'instant', cell: (row) => row.reply?.at ?? null },
  { key: 'repliedBy', kind: 'text', cell: (row) => row.reply?.by.nickname ?? null },
  { key: 'reply', kind: 'text', cell: (row) => row.reply?.text ?? null },
  { key: 'page', kind: 'text', cell: (row) => row.page?.url ?? null },
]

/** Every list that can be exported. One more is a line here, its subject in the contract and its words in the texts. */
export const exportables: { readonly [Subject in ExportSubject]: Exportable } = {
  dialogue: exportOf('dialogue', dialogue.list, {
    permission: 'dialogue:export',
    limit: 500,
    rows: ({ dialogues }) => dialogues,
    next: ({ next }) => (next === null ? null : { after: next }),
    columns: Object.entries(dialogueCells).map(([key, cell]) => ({ key, ...cell })),
    async count(ask, { sort: _sort, order: _order, ...conditions }) {
      const counted = (await ask(dialogue.count, { ...conditions, upTo: 1_000_000 })) as { dialogues: number }
      return counted.dialogues
    },
    told: (row) => ({
      conversationId: row.conversationId,
      title: [row.roomNumber, row.visitor.displayName ?? row.visitor.name, row.group.name],
    }),
  }),
  member: exportOf('member', member.list, {
    limit: 200,
    rows: ({ members }) => members,
    next: ({ more }, rows) => (more ? { after: rows.at(-1)?.account } : null),
    columns: memberColumns,
  }),
  offlineMessage: exportOf('offlineMessage', offlineMessage.list, {
    limit: 100,
    rows: ({ messages }) => messages,
    next: ({ count }, rows, doneCount) => (rows.length > 0 && doneCount < count ? { offset: doneCount } : null),
    columns: offlineColumns,
  }),
  report: reportExport,
  overview: overviewExport,
}
