import type { DemoAccounts } from './demo'

interface StartFacts {
  readonly publicUrl: string
  readonly demo: DemoAccounts | null
  /** What the messages are kept in, in words. */
  readonly database: string
  /** There is no merchant yet, and no demo. */
  readonly isNew: boolean
}

/** What a person needs who has just started the product: one block, nothing to look up. */
export function startBlock({ publicUrl, demo, database, isNew }: StartFacts): string {
  const lines = [
    '',
    '  客桥 Keqiao is running',
    '',
    `  Console 客服工作台    ${publicUrl}/console/`,
    ...(demo ? [`  Demo shop 演示商店    ${publicUrl}/demo/`] : []),
    `  Manual 使用手册       ${publicUrl}/manual`,
    ...helpLines(publicUrl, demo),
    `  API                   ${publicUrl}/api/docs`,
    `  Database              ${database}`,
    ...(demo ? demoLines(demo) : []),
    ...(demo ? firstMinuteLines : []),
    ...(isNew ? firstMerchantLines : []),
    '',
    '  Ctrl-C stops everything.',
    '',
    '',
  ]
  return lines.join('\n')
}

/** Of the merchant whose shop the demo shop is; each has one below his code. */
function helpLines(publicUrl: string, demo: DemoAccounts | null): string[] {
  const first = demo?.merchants[0]
  return first ? [`  Help centre 帮助中心  ${publicUrl}/help/${first.code}`] : []
}

const firstMinuteLines = [
  '',
  '  The first minute 第一分钟',
  '    1  Sign in at the console with any of these, press 开始接待',
  '    2  Ask something in the demo shop, in another window',
  '    3  Answer. More visitors: npm run demo:visitors',
]

const firstMerchantLines = [
  '',
  '  Nobody can sign in yet. Make the first merchant 建立第一个商家:',
  '    npm run merchant -- create <code> <name>',
  '  It prints a link by which its administrator chooses account and password.',
]

function demoLines({ merchants }: DemoAccounts): string[] {
  const rows = merchants.flatMap((merchant) =>
    merchant.accounts.map((account) => ({ ...account, merchant: merchant.name })),
  )
  const width = Math.max(...rows.map((row) => row.login.length)) + 3
  return [
    '',
    '  Demo sign-ins (made for this installation)',
    ...rows.map(({ login, password, role, nickname, merchant }) => {
      const what = role === 'administrator' ? '管理员' : '客服'
      return `    ${login.padEnd(width)}${password}   ${merchant} · ${what} ${nickname}`
    }),
  ]
}
