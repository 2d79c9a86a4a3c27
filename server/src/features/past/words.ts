/** What is said in the made-up past of a shop. All of it is ours. `{…}` is filled in when a dialogue is staged. */
export interface Topic {
  readonly key: 'sales' | 'order' | 'delivery' | 'returns' | 'complaint'
  /** Names of groups that fit it, best first. */
  readonly groups: readonly string[]
  readonly weight: number
  /** Of the summary form that the product brings along. */
  readonly categories: readonly string[]
  readonly openers: readonly string[]
  /** What the visitor asks and the agent answers; taken in any order. */
  readonly exchanges: readonly (readonly [ask: readonly string[], answer: readonly string[]])[]
}

export interface ShopWords {
  /** Goods with their price in yuan and the page they stand on. */
  readonly goods: readonly (readonly [name: string, price: number, page: string])[]
  readonly facts: readonly string[]
  readonly topics: readonly Topic[]
}

export const greetings = [
  '您好，我是{agent}，很高兴为您服务。',
  '您好，{agent}为您服务，请问有什么可以帮您？',
  '您好，已经看到您的消息了，我来帮您看一下。',
  '您好呀，这里是{agent}，请稍等我看一下。',
  '您好，让您久等了，我是{agent}。',
]

export const thanks = [
  '好的，谢谢',
  '明白了，谢谢你',
  '行，那先这样',
  '好，麻烦你了',
  '嗯嗯，谢谢',
  '收到，辛苦了',
  '好的好的',
]

export const farewells = [
  '不客气，祝您生活愉快。',
  '不客气，有问题随时找我们。',
  '好的，感谢您的咨询，再见。',
  '这边就不打扰您了，祝您购物愉快。',
  '应该的，后面有需要再联系我。',
]

export const fillers: readonly (readonly [ask: readonly string[], answer: readonly string[]])[] = [
  [
    ['在吗', '还在吗？', '人呢'],
    ['在的，正在帮您核对。', '在的，马上就好。', '不好意思让您久等，我在查。'],
  ],
  [
    ['大概要多久', '今天能有结果吗'],
    ['一般半个工作日内给您答复。', '今天下班前会给您消息。', '我催一下，两小时内回复您。'],
  ],
  [
    ['可以加急吗', '能快一点吗，比较着急'],
    ['我帮您备注加急，会优先处理。', '理解您的心情，我这边已经加急。'],
  ],
  [
    ['我把截图发你了', '照片在订单里也有'],
    ['好的，已经看到了。', '收到，图片很清楚。', '好的，我转给同事一并核实。'],
  ],
  [
    ['那电话留一下吧 {phone}', '我的电话是{phone}'],
    ['好的，{phone}，已经登记。', '记下了，会用这个号码联系您。'],
  ],
  [
    ['嗯', '好', '哦，这样'],
    ['还有其他需要了解的吗？', '您还有别的问题也可以一起问我。'],
  ],
]

export const notes = [
  '顾客比较着急，优先处理。',
  '已和仓库确认，等回复。',
  '老顾客，之前买过{goods}。',
  '补偿方案需主管同意，先安抚。',
  '电话约在{day}下午联系。',
]

export const handovers = [
  '需要售后核实',
  '顾客要求换人处理',
  '涉及赔付，请接着跟进',
  '物流问题，麻烦查件',
  '超出我的权限',
]

/** What came of it, as a summary says it. */
export const outcomes = {
  solved: [
    '已解答，顾客满意',
    '已登记处理，{day}前完成',
    '已发放补偿，顾客接受',
    '已说明规则，顾客理解',
    '已改好并告知顾客',
  ],
  open: ['已转相关部门，等待答复', '顾客暂不接受，需再联系', '资料不全，等顾客补充', '仓库核实中'],
} as const

/** What people add to a rating. */
export const praises = {
  good: ['解决得很快', '客服很有耐心', '说得很清楚', '谢谢，下次还来', '态度很好'],
  bad: ['等了太久', '问了几遍都没说清楚', '最后还是没解决', '换了两个人，重复说了两遍', '承诺的事没有做到'],
} as const

/** Left where nobody could answer. */
export const offlineTexts = [
  '想问一下{goods}还有货吗，看到请联系我。',
  '订单{order}一直没有发货，请帮我查一下。',
  '{goods}收到有磕碰，需要换一件，照片已拍。',
  '预约的{day}安装能改到周末吗？',
  '我想开发票，抬头发给谁？',
  '退款什么时候到账？订单号{order}。',
  '昨天说给我回电话，没有接到，请再联系。',
  '你们实体店在{city}有吗？想去看看{goods}。',
]

export const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕')
export const titles = ['先生', '女士', '小姐', '老师']
export const days = ['周一', '周二', '周三', '周四', '周五', '周六', '周日', '明天', '后天']
export const places = [
  ['浙江', '杭州'],
  ['浙江', '宁波'],
  ['江苏', '南京'],
  ['江苏', '苏州'],
  ['上海', '上海'],
  ['广东', '广州'],
  ['广东', '深圳'],
  ['四川', '成都'],
  ['湖北', '武汉'],
  ['北京', '北京'],
  ['山东', '青岛'],
  ['福建', '厦门'],
  ['陕西', '西安'],
  ['湖南', '长沙'],
  ['重庆', '重庆'],
  ['河南', '郑州'],
] as const
