import type { Language } from './choose-language'

/** What stands in an exported report beside the words that it shares with the screens. */
export interface ExportReportTexts {
  readonly overview: string
  /** The sheet that says what the figures are of. */
  readonly about: string
  readonly merchant: string
  readonly report: string
  readonly days: string
  readonly zone: string
  readonly groups: string
  readonly members: string
  readonly channels: string
  readonly all: string
  readonly asOf: string
  readonly notYet: string
  readonly madeBy: string
  readonly madeAt: string
  readonly total: string
  readonly formulas: string
  readonly column: string
  readonly formula: string
  readonly figure: string
  readonly value: string
  readonly before: string
  readonly part: string
  readonly whole: string
  readonly trend: Readonly<Record<'hour' | 'day', string>>
  readonly time: string
  readonly acceptedBefore: string
  readonly ratings: string
  readonly score: string
  readonly count: string
  readonly share: string
  readonly reasons: string
  readonly reason: string
  readonly categories: string
  readonly category: string
  readonly perGroup: string
  readonly perMember: string
}

/** In the languages of the product. */
export const exportReportTexts: Readonly<Record<Language, ExportReportTexts>> = {
  'zh-CN': {
    overview: '运营总览',
    about: '说明',
    merchant: '商家',
    report: '报表',
    days: '日期',
    zone: '时区',
    groups: '分组',
    members: '客服',
    channels: '渠道',
    all: '全部',
    asOf: '数据截至',
    notYet: '正在统计',
    madeBy: '导出人',
    madeAt: '导出时间',
    total: '合计',
    formulas: '指标公式',
    column: '指标',
    formula: '公式',
    figure: '指标',
    value: '本期',
    before: '上期',
    part: '分子',
    whole: '分母',
    trend: { hour: '每小时对话量', day: '每日对话量' },
    time: '时间',
    acceptedBefore: '上期接入',
    ratings: '满意度分布',
    score: '评分',
    count: '数量',
    share: '占比',
    reasons: '低分原因',
    reason: '原因',
    categories: '小结分类',
    category: '分类',
    perGroup: '各分组',
    perMember: '客服排行',
  },
  'zh-TW': {
    overview: '營運總覽',
    about: '說明',
    merchant: '商家',
    report: '報表',
    days: '日期',
    zone: '時區',
    groups: '分組',
    members: '客服',
    channels: '管道',
    all: '全部',
    asOf: '資料截至',
    notYet: '正在統計',
    madeBy: '匯出人',
    madeAt: '匯出時間',
    total: '合計',
    formulas: '指標公式',
    column: '指標',
    formula: '公式',
    figure: '指標',
    value: '本期',
    before: '上期',
    part: '分子',
    whole: '分母',
    trend: { hour: '每小時對話量', day: '每日對話量' },
    time: '時間',
    acceptedBefore: '上期接入',
    ratings: '滿意度分布',
    score: '評分',
    count: '數量',
    share: '占比',
    reasons: '低分原因',
    reason: '原因',
    categories: '小結分類',
    category: '分類',
    perGroup: '各分組',
    perMember: '客服排行',
  },
  en: {
    overview: 'Overview',
    about: 'About',
    merchant: 'Merchant',
    report: 'Report',
    days: 'Days',
    zone: 'Time zone',
    groups: 'Groups',
    members: 'Agents',
    channels: 'Channels',
    all: 'All',
    asOf: 'Figures up to',
    notYet: 'Still being counted',
    madeBy: 'Exported by',
    madeAt: 'Exported at',
    total: 'Total',
    formulas: 'Formulas',
    column: 'Column',
    formula: 'Formula',
    figure: 'Figure',
    value: 'This period',
    before: 'Period before',
    part: 'Upper part',
    whole: 'Lower part',
    trend: { hour: 'By hour', day: 'By day' },
    time: 'Time',
    acceptedBefore: 'Accepted before',
    ratings: 'Ratings',
    score: 'Score',
    count: 'Count',
    share: 'Share',
    reasons: 'Reasons of low ratings',
    reason: 'Reason',
    categories: 'Summary categories',
    category: 'Category',
    perGroup: 'Per group',
    perMember: 'Per agent',
  },
}
