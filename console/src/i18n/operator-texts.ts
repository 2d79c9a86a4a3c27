import type { OperatorActView } from '@keqiao/contract'
import type { Language } from './language'

/** What the operator's page says. Apart from the catalogues: nobody else downloads it. */
export interface OperatorTexts {
  readonly title: string
  readonly who: string
  readonly name: string
  readonly setUpTitle: string
  readonly setUpWho: (name: string) => string
  readonly setUpSubmit: string
  readonly noLink: string
  readonly signedInAs: (name: string) => string
  readonly signOut: string
  readonly merchants: string
  readonly acts: string
  readonly add: string
  readonly search: string
  readonly columns: {
    readonly name: string
    readonly code: string
    readonly status: string
    readonly createdAt: string
  }
  readonly actions: string
  readonly status: { readonly active: string; readonly suspended: string }
  readonly suspend: string
  readonly resume: string
  readonly link: string
  readonly doTo: (what: string, name: string) => string
  readonly none: string
  readonly noneFound: string
  readonly more: string
  readonly suspendTitle: (name: string) => string
  readonly suspendText: string
  readonly resumeTitle: (name: string) => string
  readonly resumeText: string
  readonly suspended: (name: string) => string
  readonly resumed: (name: string) => string
  readonly addTitle: string
  readonly codeHint: string
  readonly codeWrong: string
  readonly nameMissing: string
  readonly createdTitle: (name: string) => string
  readonly linkTitle: (name: string) => string
  readonly linkHint: string
  readonly embedHint: string
  readonly linkOldHint: string
  readonly copy: string
  readonly copied: string
  readonly done: string
  readonly noActs: string
  readonly act: Readonly<Record<OperatorActView['act'], (merchant: string) => string>>
}

const zhCN: OperatorTexts = {
  title: '登录平台运营',
  who: '管理这套客桥上的商家，看不到任何商家的对话',
  name: '平台运营',
  setUpTitle: '设置平台运营密码',
  setUpWho: (name) => `平台运营「${name}」，以后用这个名字和密码登录。`,
  setUpSubmit: '设置并登录',
  noLink: '链接不完整。在服务器上运行 npm run operator -- setup-link 可以得到新的链接。',
  signedInAs: (name) => `平台运营 ${name}`,
  signOut: '退出登录',
  merchants: '商家',
  acts: '操作记录',
  add: '新建商家',
  search: '搜索编码或名称',
  columns: { name: '名称', code: '商家编码', status: '状态', createdAt: '创建日期' },
  actions: '操作',
  status: { active: '正常', suspended: '已停用' },
  suspend: '停用',
  resume: '恢复',
  link: '管理员链接',
  doTo: (what, name) => `${what}：${name}`,
  none: '还没有商家。新建一个，把链接发给它的管理员。',
  noneFound: '没有找到这样的商家。',
  more: '载入更多',
  suspendTitle: (name) => `停用${name}？`,
  suspendText: '它的客服和访客在一秒内都不能再使用；数据保留，随时可以恢复。',
  resumeTitle: (name) => `恢复${name}？`,
  resumeText: '它的客服和访客马上可以再使用。',
  suspended: (name) => `${name}已停用。`,
  resumed: (name) => `${name}已恢复。`,
  addTitle: '新建商家',
  codeHint: '小写字母、数字和横线，2到32位；登录时写在冒号前面，以后不能改。',
  codeWrong: '编码是2到32位小写字母、数字和横线，用字母或数字开头。',
  nameMissing: '请填写名称。',
  createdTitle: (name) => `${name}已建立`,
  linkTitle: (name) => `${name}的管理员链接`,
  linkHint: '把链接发给商家的管理员：他打开后自己选账号和密码。只能用一次，24小时内有效，关闭以后不再显示。',
  embedHint: '放进商家网页的一行代码：',
  linkOldHint: '以前没有用过的链接已经作废。',
  copy: '复制',
  copied: '已复制',
  done: '完成',
  noActs: '还没有操作记录。',
  act: {
    signed_in: () => '登录',
    password_chosen: () => '设置了密码',
    merchant_created: (merchant) => `新建商家 ${merchant}`,
    merchant_suspended: (merchant) => `停用商家 ${merchant}`,
    merchant_resumed: (merchant) => `恢复商家 ${merchant}`,
    link_made: (merchant) => `生成 ${merchant} 的管理员链接`,
  },
}

const zhTW: OperatorTexts = {
  title: '登入平台營運',
  who: '管理這套客橋上的商家，看不到任何商家的對話',
  name: '平台營運',
  setUpTitle: '設定平台營運密碼',
  setUpWho: (name) => `平台營運「${name}」，以後用這個名字和密碼登入。`,
  setUpSubmit: '設定並登入',
  noLink: '連結不完整。在伺服器上執行 npm run operator -- setup-link 可以得到新的連結。',
  signedInAs: (name) => `平台營運 ${name}`,
  signOut: '登出',
  merchants: '商家',
  acts: '操作記錄',
  add: '新增商家',
  search: '搜尋代碼或名稱',
  columns: { name: '名稱', code: '商家代碼', status: '狀態', createdAt: '建立日期' },
  actions: '操作',
  status: { active: '正常', suspended: '已停用' },
  suspend: '停用',
  resume: '恢復',
  link: '管理員連結',
  doTo: (what, name) => `${what}：${name}`,
  none: '還沒有商家。新增一個，把連結傳給它的管理員。',
  noneFound: '沒有找到這樣的商家。',
  more: '載入更多',
  suspendTitle: (name) => `停用${name}？`,
  suspendText: '它的客服和訪客在一秒內都不能再使用；資料保留，隨時可以恢復。',
  resumeTitle: (name) => `恢復${name}？`,
  resumeText: '它的客服和訪客馬上可以再使用。',
  suspended: (name) => `${name}已停用。`,
  resumed: (name) => `${name}已恢復。`,
  addTitle: '新增商家',
  codeHint: '小寫字母、數字和橫線，2到32位；登入時寫在冒號前面，以後不能改。',
  codeWrong: '代碼是2到32位小寫字母、數字和橫線，用字母或數字開頭。',
  nameMissing: '請填寫名稱。',
  createdTitle: (name) => `${name}已建立`,
  linkTitle: (name) => `${name}的管理員連結`,
  linkHint: '把連結傳給商家的管理員：他開啟後自己選帳號和密碼。只能用一次，24小時內有效，關閉以後不再顯示。',
  embedHint: '放進商家網頁的一行程式碼：',
  linkOldHint: '以前沒有用過的連結已經作廢。',
  copy: '複製',
  copied: '已複製',
  done: '完成',
  noActs: '還沒有操作記錄。',
  act: {
    signed_in: () => '登入',
    password_chosen: () => '設定了密碼',
    merchant_created: (merchant) => `新增商家 ${merchant}`,
    merchant_suspended: (merchant) => `停用商家 ${merchant}`,
    merchant_resumed: (merchant) => `恢復商家 ${merchant}`,
    link_made: (merchant) => `產生 ${merchant} 的管理員連結`,
  },
}

const en: OperatorTexts = {
  title: 'Sign in as operator',
  who: 'For the merchants of this installation; no conversation can be read here',
  name: 'Operator',
  setUpTitle: 'Choose the operator’s password',
  setUpWho: (name) => `Operator “${name}”: from now on you sign in with this name and password.`,
  setUpSubmit: 'Choose and sign in',
  noLink: 'The link is not complete. Run npm run operator -- setup-link on the server for a new one.',
  signedInAs: (name) => `Operator ${name}`,
  signOut: 'Sign out',
  merchants: 'Merchants',
  acts: 'What was done',
  add: 'New merchant',
  search: 'Search code or name',
  columns: { name: 'Name', code: 'Code', status: 'Status', createdAt: 'Created' },
  actions: 'Actions',
  status: { active: 'Active', suspended: 'Suspended' },
  suspend: 'Suspend',
  resume: 'Resume',
  link: 'Administrator’s link',
  doTo: (what, name) => `${what}: ${name}`,
  none: 'No merchant yet. Make one and send the link to its administrator.',
  noneFound: 'No merchant like this was found.',
  more: 'Load more',
  suspendTitle: (name) => `Suspend ${name}?`,
  suspendText:
    'Within a second its staff and visitors are shut out. Its data stays, and you can resume it at any time.',
  resumeTitle: (name) => `Resume ${name}?`,
  resumeText: 'Its staff and visitors can come in again at once.',
  suspended: (name) => `${name} is suspended.`,
  resumed: (name) => `${name} is active again.`,
  addTitle: 'New merchant',
  codeHint:
    '2 to 32 lower-case letters, digits and dashes. It stands before the colon of sign-in names and stays for good.',
  codeWrong: 'The code is 2 to 32 lower-case letters, digits and dashes, and begins with a letter or digit.',
  nameMissing: 'Please enter a name.',
  createdTitle: (name) => `${name} is there`,
  linkTitle: (name) => `Link for the administrator of ${name}`,
  linkHint:
    'Send the link to the merchant’s administrator, who chooses account and password by it. It works once, for 24 hours, and is not shown again.',
  embedHint: 'The line for its shop’s pages:',
  linkOldHint: 'Earlier links that nobody used are void.',
  copy: 'Copy',
  copied: 'Copied',
  done: 'Done',
  noActs: 'Nothing has been done yet.',
  act: {
    signed_in: () => 'signed in',
    password_chosen: () => 'chose a password',
    merchant_created: (merchant) => `made ${merchant}`,
    merchant_suspended: (merchant) => `suspended ${merchant}`,
    merchant_resumed: (merchant) => `resumed ${merchant}`,
    link_made: (merchant) => `made a link for the administrator of ${merchant}`,
  },
}

/** In each language of the interface. */
export const operatorTexts: Readonly<Record<Language, OperatorTexts>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
