import type { FormPurpose } from '@keqiao/contract'
import type { FormBranch, Question } from '@keqiao/domain'

/** A category with what lies under it; ids are read from the log, so they never change their meaning. */
const category = (id: string, label: string, below: Readonly<Record<string, string>>): FormBranch => ({
  id,
  label,
  children: Object.entries(below).map(([key, name]) => ({ id: `${id}.${key}`, label: name, children: [] })),
})

const categories: readonly FormBranch[] = [
  category('presale', '售前咨询', {
    product: '商品信息',
    stock: '库存与到货',
    price: '价格与优惠',
    recommend: '选购建议',
    other: '其他售前问题',
  }),
  category('order', '订单', {
    place: '下单与付款',
    change: '修改订单',
    cancel: '取消订单',
    invoice: '发票',
    other: '其他订单问题',
  }),
  category('delivery', '物流', {
    status: '物流进度',
    urge: '催促发货',
    address: '修改地址',
    lost: '丢失或破损',
    install: '送装预约',
    other: '其他物流问题',
  }),
  category('aftersale', '退换货', {
    return: '退货',
    exchange: '换货',
    refund: '退款进度',
    repair: '维修与配件',
    quality: '质量问题',
    other: '其他售后问题',
  }),
  category('complaint', '投诉', {
    service: '服务态度',
    product: '商品投诉',
    delivery: '物流投诉',
    promise: '承诺未兑现',
    other: '其他投诉',
  }),
  category('other', '其他', { account: '账号与会员', activity: '活动规则', invalid: '无效咨询' }),
]

const asked = { help: '', required: false, showIf: null, role: null } as const

const summary: readonly Question[] = [
  { ...asked, id: 'category', label: '咨询分类', required: true, role: 'category', kind: 'tree', branches: categories },
  { ...asked, id: 'content', label: '咨询内容', required: true, role: 'content', kind: 'longText', maxLength: 1_000 },
  { ...asked, id: 'process', label: '处理过程', kind: 'longText', maxLength: 2_000 },
  { ...asked, id: 'result', label: '处理结果', required: true, kind: 'longText', maxLength: 1_000 },
  { ...asked, id: 'solved', label: '是否解决', required: true, role: 'solved', kind: 'yesNo' },
  { ...asked, id: 'followUp', label: '需要跟进', required: true, role: 'followUp', kind: 'yesNo' },
  {
    ...asked,
    id: 'followUpNote',
    label: '跟进说明',
    help: '谁在什么时候做什么，下一位同事会看到。',
    required: true,
    showIf: { questionId: 'followUp', is: [true] },
    kind: 'longText',
    maxLength: 1_000,
  },
]

/** Version 0 of each form: what a merchant works with before he makes his own. Frozen; see `readForm`. */
export const defaultForms: Readonly<Record<FormPurpose, Question[]>> = { summary: [...summary] }
