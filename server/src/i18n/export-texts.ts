import type { DialogueColumn, ExportSubject } from '@keqiao/contract'
import type { Language } from './choose-language'

type OfflineColumn =
  | 'createdAt'
  | 'name'
  | 'phone'
  | 'email'
  | 'group'
  | 'text'
  | 'cause'
  | 'status'
  | 'repliedAt'
  | 'repliedBy'
  | 'reply'
  | 'page'
type MemberColumn = 'account' | 'nickname' | 'role' | 'capacity' | 'active' | 'status' | 'standing' | 'createdAt'

/** What the server writes into exported files. */
export interface ExportTexts {
  /** Language tag of a page. */
  readonly tag: Language
  /** Lists; reports are named in texts of their own. */
  readonly subjects: Readonly<Record<Exclude<ExportSubject, 'report' | 'overview'>, string>>
  readonly transcript: string
  readonly columns: {
    readonly dialogue: Readonly<Record<DialogueColumn, string>>
    readonly member: Readonly<Record<MemberColumn, string>>
    readonly offlineMessage: Readonly<Record<OfflineColumn, string>>
  }
  /** Behind the title of a duration that is written as a number. */
  readonly inSeconds: (title: string) => string
  readonly room: (number: string) => string
  readonly origins: Readonly<Record<'visitor' | 'transfer', string>>
  readonly ends: Readonly<Record<'visitor' | 'system' | 'agent' | 'transfer' | 'open', string>>
  readonly valid: Readonly<Record<'yes' | 'no', string>>
  readonly solved: Readonly<Record<'yes' | 'no', string>>
  readonly rating: { readonly invited: string; readonly none: string; readonly score: (score: number) => string }
  readonly roles: Readonly<Record<string, string>>
  readonly presence: Readonly<Record<'online' | 'busy' | 'away' | 'absent', string>>
  readonly standing: Readonly<Record<'active' | 'disabled', string>>
  readonly causes: Readonly<Record<'outside-hours' | 'unstaffed' | 'queue', string>>
  readonly offline: Readonly<Record<'open' | 'replied', string>>
  readonly recalled: string
  readonly file: (name: string) => string
  /** What cards are called in front of what they say. */
  readonly product: string
  readonly order: string
  readonly verified: string
  readonly unverified: string
  readonly noteBy: (name: string) => string
  readonly took: (name: string) => string
}

/** The words of exported files in the languages of the product. */
export const exportTexts: Readonly<Record<Language, ExportTexts>> = {
  'zh-CN': {
    tag: 'zh-CN',
    subjects: { dialogue: '对话', member: '客服', offlineMessage: '留言' },
    transcript: '聊天记录',
    columns: {
      dialogue: {
        roomNumber: '对话房间号',
        visitor: '顾客',
        member: '客服',
        group: '分组',
        channel: '渠道',
        openedAt: '开始时间',
        closedAt: '结束时间',
        durationMs: '时长',
        waitMs: '排队',
        firstReplyMs: '首响',
        replyMeanMs: '平均响应',
        roundCount: '轮次',
        visitorMessageCount: '顾客消息',
        agentMessageCount: '客服消息',
        fileCount: '图片和文件',
        origin: '发起方式',
        end: '结束方式',
        valid: '是否有效',
        rating: '评价',
        category: '小结分类',
        solved: '是否解决',
        region: '地区',
        page: '来源页面',
      },
      member: {
        account: '账号',
        nickname: '昵称',
        role: '角色',
        capacity: '最大接线量',
        active: '正在接待',
        status: '状态',
        standing: '账号状态',
        createdAt: '创建时间',
      },
      offlineMessage: {
        createdAt: '留言时间',
        name: '姓名',
        phone: '电话',
        email: '邮箱',
        group: '分组',
        text: '内容',
        cause: '未接入原因',
        status: '状态',
        repliedAt: '回复时间',
        repliedBy: '回复人',
        reply: '回复内容',
        page: '来源页面',
      },
    },
    inSeconds: (title) => `${title}（秒）`,
    room: (number) => `访客${number}`,
    origins: { visitor: '访客发起', transfer: '系统转移' },
    ends: { visitor: '访客结束', system: '系统关闭', agent: '客服关闭', transfer: '已转出', open: '进行中' },
    valid: { yes: '有效', no: '无效' },
    solved: { yes: '已解决', no: '未解决' },
    rating: { invited: '已邀请', none: '未评', score: (score) => `${score}分` },
    roles: { administrator: '商家管理员', agent: '商家客服' },
    presence: { online: '在线', busy: '忙碌', away: '离开', absent: '未连接' },
    standing: { active: '启用', disabled: '停用' },
    causes: { 'outside-hours': '非服务时间', unstaffed: '无人在线', queue: '排队时改留言' },
    offline: { open: '未回复', replied: '已回复' },
    recalled: '（消息已撤回）',
    file: (name) => `[文件] ${name}`,
    product: '[商品]',
    order: '[订单]',
    verified: '商家已核对',
    unverified: '顾客页面提供',
    noteBy: (name) => `备注·${name}`,
    took: (name) => `${name}开始接待`,
  },
  'zh-TW': {
    tag: 'zh-TW',
    subjects: { dialogue: '對話', member: '客服', offlineMessage: '留言' },
    transcript: '聊天紀錄',
    columns: {
      dialogue: {
        roomNumber: '對話房間號',
        visitor: '顧客',
        member: '客服',
        group: '分組',
        channel: '管道',
        openedAt: '開始時間',
        closedAt: '結束時間',
        durationMs: '時長',
        waitMs: '排隊',
        firstReplyMs: '首響',
        replyMeanMs: '平均回應',
        roundCount: '輪次',
        visitorMessageCount: '顧客訊息',
        agentMessageCount: '客服訊息',
        fileCount: '圖片與檔案',
        origin: '發起方式',
        end: '結束方式',
        valid: '是否有效',
        rating: '評價',
        category: '小結分類',
        solved: '是否解決',
        region: '地區',
        page: '來源頁面',
      },
      member: {
        account: '帳號',
        nickname: '暱稱',
        role: '角色',
        capacity: '最大接線量',
        active: '正在接待',
        status: '狀態',
        standing: '帳號狀態',
        createdAt: '建立時間',
      },
      offlineMessage: {
        createdAt: '留言時間',
        name: '姓名',
        phone: '電話',
        email: '電子郵件',
        group: '分組',
        text: '內容',
        cause: '未接入原因',
        status: '狀態',
        repliedAt: '回覆時間',
        repliedBy: '回覆人',
        reply: '回覆內容',
        page: '來源頁面',
      },
    },
    inSeconds: (title) => `${title}（秒）`,
    room: (number) => `訪客${number}`,
    origins: { visitor: '訪客發起', transfer: '系統轉移' },
    ends: { visitor: '訪客結束', system: '系統關閉', agent: '客服關閉', transfer: '已轉出', open: '進行中' },
    valid: { yes: '有效', no: '無效' },
    solved: { yes: '已解決', no: '未解決' },
    rating: { invited: '已邀請', none: '未評', score: (score) => `${score}分` },
    roles: { administrator: '商家管理員', agent: '商家客服' },
    presence: { online: '在線', busy: '忙碌', away: '離開', absent: '未連線' },
    standing: { active: '啟用', disabled: '停用' },
    causes: { 'outside-hours': '非服務時間', unstaffed: '無人在線', queue: '排隊時改留言' },
    offline: { open: '未回覆', replied: '已回覆' },
    recalled: '（訊息已收回）',
    file: (name) => `[檔案] ${name}`,
    product: '[商品]',
    order: '[訂單]',
    verified: '商家已核對',
    unverified: '顧客頁面提供',
    noteBy: (name) => `備註·${name}`,
    took: (name) => `${name}開始接待`,
  },
  en: {
    tag: 'en',
    subjects: { dialogue: 'Dialogues', member: 'Agents', offlineMessage: 'Messages' },
    transcript: 'Transcript',
    columns: {
      dialogue: {
        roomNumber: 'Room',
        visitor: 'Customer',
        member: 'Agent',
        group: 'Group',
        channel: 'Channel',
        openedAt: 'Began',
        closedAt: 'Ended',
        durationMs: 'Duration',
        waitMs: 'Queue',
        firstReplyMs: 'First reply',
        replyMeanMs: 'Mean reply',
        roundCount: 'Rounds',
        visitorMessageCount: 'Customer messages',
        agentMessageCount: 'Agent messages',
        fileCount: 'Pictures and files',
        origin: 'Begun by',
        end: 'Ended by',
        valid: 'Valid',
        rating: 'Rating',
        category: 'Summary category',
        solved: 'Solved',
        region: 'Region',
        page: 'Page',
      },
      member: {
        account: 'Account',
        nickname: 'Nickname',
        role: 'Role',
        capacity: 'Capacity',
        active: 'Dialogues held',
        status: 'Status',
        standing: 'Account status',
        createdAt: 'Created',
      },
      offlineMessage: {
        createdAt: 'Left at',
        name: 'Name',
        phone: 'Telephone',
        email: 'E-mail',
        group: 'Group',
        text: 'Text',
        cause: 'Cause',
        status: 'Status',
        repliedAt: 'Replied at',
        repliedBy: 'Replied by',
        reply: 'Reply',
        page: 'Page',
      },
    },
    inSeconds: (title) => `${title} (s)`,
    room: (number) => `Visitor ${number}`,
    origins: { visitor: 'Visitor', transfer: 'Transfer' },
    ends: { visitor: 'Visitor', system: 'System', agent: 'Agent', transfer: 'Handed on', open: 'Going on' },
    valid: { yes: 'Valid', no: 'Invalid' },
    solved: { yes: 'Solved', no: 'Not solved' },
    rating: { invited: 'Invited', none: 'None', score: (score) => `${score} of 5` },
    roles: { administrator: 'Administrator', agent: 'Agent' },
    presence: { online: 'Online', busy: 'Busy', away: 'Away', absent: 'Not connected' },
    standing: { active: 'Active', disabled: 'Disabled' },
    causes: { 'outside-hours': 'Outside hours', unstaffed: 'Nobody online', queue: 'Instead of waiting' },
    offline: { open: 'Open', replied: 'Replied' },
    recalled: '(message recalled)',
    file: (name) => `[file] ${name}`,
    product: '[product]',
    order: '[order]',
    verified: 'vouched for by the shop',
    unverified: "as the customer's page says",
    noteBy: (name) => `Note · ${name}`,
    took: (name) => `${name} took the dialogue`,
  },
}
