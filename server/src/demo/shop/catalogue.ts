export const rooms = {
  living: { name: '客厅', promise: '一家人待得最久的地方，坐得下，也躺得平。' },
  dining: { name: '餐厅', promise: '一张桌子，平日四个人，过节八个人。' },
  bedroom: { name: '卧室', promise: '安静的木头，安静的布，睡个好觉。' },
  study: { name: '书房', promise: '光够，桌够，书也放得下。' },
} as const

export type Room = keyof typeof rooms

export interface Product {
  /** Its page is `<slug>.html`, its picture `images/<slug>.svg`. */
  readonly slug: string
  readonly room: Room
  readonly name: string
  readonly spec: string
  /** In yuan. */
  readonly price: number
  /** What it cost before; null where nothing was taken off. */
  readonly before: number | null
  /** What the picture shows, for who does not see it. */
  readonly shows: string
  readonly chosen: string
  readonly arrival: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly story: string
  /** Beside the widget's button. */
  readonly teaser: string
}

/** All of it is made up, as the pictures are drawn for it. */
export const products: readonly Product[] = [
  {
    slug: 'table',
    room: 'dining',
    name: '「北岸」白橡木餐桌',
    spec: '1.4米 可伸缩 四至八人',
    price: 3_299,
    before: 3_899,
    shows: '白橡木餐桌',
    chosen: '1.4米 / 原木色',
    arrival: '下单后4天送装',
    facts: [
      ['尺寸', '140 – 180 × 80 × 75厘米'],
      ['材质', '北美白橡木，木蜡油'],
      ['承重', '120公斤'],
      ['安装', '师傅上门，约40分钟'],
    ],
    story: '桌面一块长料顺纹拼接，两端藏着伸缩轨。平日四个人吃饭，过节拉开坐得下八位。',
    teaser: '您好，餐桌尺寸、送装时间都可以问我',
  },
  {
    slug: 'chair',
    room: 'dining',
    name: '「汀步」弯背餐椅',
    spec: '白蜡木 草编座 两把装',
    price: 1_180,
    before: null,
    shows: '两把弯背餐椅',
    chosen: '两把 / 原木色',
    arrival: '下单后3天送到',
    facts: [
      ['尺寸', '52 × 50 × 78厘米'],
      ['坐高', '45厘米'],
      ['材质', '白蜡木，纸绳手编座面'],
      ['承重', '150公斤'],
    ],
    story: '椅背一根木条蒸弯，靠上去正好托住腰。座面由人一圈圈编成，松了可以寄回重编，前三年不收钱。',
    teaser: '您好，配哪张餐桌合适，我来帮您看',
  },
  {
    slug: 'sofa',
    room: 'living',
    name: '「云岭」双人布艺沙发',
    spec: '1.92米 可拆洗 墨绿色',
    price: 4_580,
    before: 5_200,
    shows: '墨绿色双人沙发',
    chosen: '1.92米 / 墨绿',
    arrival: '下单后7天送装',
    facts: [
      ['尺寸', '192 × 88 × 82厘米'],
      ['面料', '棉麻混纺，整套可拆洗'],
      ['填充', '高回弹海绵，羽绒枕'],
      ['框架', '落叶松实木'],
    ],
    story: '坐深56厘米，身高一米六到一米八的人都能靠到腰。面料拉链整圈可拆，30度水温机洗。',
    teaser: '您好，面料小样可以免费寄',
  },
  {
    slug: 'tea-table',
    room: 'living',
    name: '「浅滩」圆角茶几',
    spec: '90厘米 樱桃木 带抽屉',
    price: 1_650,
    before: 1_899,
    shows: '樱桃木圆角茶几',
    chosen: '90厘米 / 樱桃木色',
    arrival: '下单后4天送装',
    facts: [
      ['尺寸', '90 × 55 × 42厘米'],
      ['材质', '樱桃木，水性漆'],
      ['抽屉', '一个，缓冲滑轨'],
      ['安装', '整装到家，放好即用'],
    ],
    story: '四个角磨成圆的，孩子跑过不怕磕。抽屉深8厘米，遥控器、充电线和没看完的书都有地方去。',
    teaser: '您好，家里有小朋友也可以放心问',
  },
  {
    slug: 'bed',
    room: 'bedroom',
    name: '「栖木」实木双人床',
    spec: '1.8米 胡桃木 静音床板',
    price: 5_680,
    before: 6_400,
    shows: '胡桃木双人床',
    chosen: '1.8米 / 胡桃木色',
    arrival: '下单后10天送装',
    facts: [
      ['尺寸', '188 × 212 × 96厘米'],
      ['材质', '北美黑胡桃，木蜡油'],
      ['床板', '松木排骨架，毛毡隔音'],
      ['承重', '300公斤'],
    ],
    story: '床板和床梁之间垫了毛毡，翻身没有声音。床头微微后仰，靠着看书不用再垫两个枕头。',
    teaser: '您好，床垫怎么配、老房子能不能上楼，都可以问',
  },
  {
    slug: 'nightstand',
    room: 'bedroom',
    name: '「栖木」床头柜',
    spec: '45厘米 两抽 胡桃木',
    price: 890,
    before: null,
    shows: '两个抽屉的床头柜',
    chosen: '45厘米 / 胡桃木色',
    arrival: '下单后4天送到',
    facts: [
      ['尺寸', '45 × 40 × 52厘米'],
      ['材质', '北美黑胡桃，木蜡油'],
      ['抽屉', '两个，内铺绒布'],
      ['走线', '背板留孔，插头穿得过'],
    ],
    story: '和「栖木」双人床同一批木料，颜色放在一起不跳。上层放眼镜和手表，下层放得下一床薄毯。',
    teaser: '您好，和床一起买可以合并送装',
  },
  {
    slug: 'wardrobe',
    room: 'bedroom',
    name: '「层林」三门衣柜',
    spec: '1.5米 白橡木 到顶可选',
    price: 6_980,
    before: 7_600,
    shows: '三门衣柜',
    chosen: '1.5米 / 原木色 / 不到顶',
    arrival: '下单后15天送装',
    facts: [
      ['尺寸', '150 × 60 × 210厘米'],
      ['材质', '白橡木框，环保多层板背'],
      ['五金', '缓冲铰链，终身更换'],
      ['安装', '两位师傅，约3小时'],
    ],
    story: '左边长衣，中间叠放，右边短衣加裤架，隔板每5厘米一档，一把螺丝刀就能挪。',
    teaser: '您好，尺寸拿不准可以免费上门量',
  },
  {
    slug: 'lamp',
    room: 'study',
    name: '「松间」三脚落地灯',
    spec: '1.5米 三档调光 暖白',
    price: 699,
    before: 799,
    shows: '三脚落地灯',
    chosen: '1.5米 / 亚麻灯罩',
    arrival: '下单后3天送到',
    facts: [
      ['尺寸', '直径42 × 高150厘米'],
      ['灯罩', '亚麻，可拆下掸灰'],
      ['光源', 'E27，随灯附9瓦暖白灯泡'],
      ['电线', '2米，脚踏开关'],
    ],
    story: '三条腿能收拢，搬家时放得进后备厢。灯罩内衬浅米色，照在书页上不刺眼。',
    teaser: '您好，灯泡怎么选、能不能调光，都可以问我',
  },
  {
    slug: 'desk',
    room: 'study',
    name: '「远山」实木书桌',
    spec: '1.2米 带走线槽 白橡木',
    price: 2_460,
    before: null,
    shows: '带抽屉的书桌',
    chosen: '1.2米 / 原木色',
    arrival: '下单后5天送装',
    facts: [
      ['尺寸', '120 × 60 × 75厘米'],
      ['材质', '北美白橡木，木蜡油'],
      ['走线', '桌后通长线槽，可藏插座'],
      ['抽屉', '两个，缓冲滑轨'],
    ],
    story: '桌面往后3厘米有一道槽，电脑线、台灯线都从这里下去，桌上只剩你要看的东西。',
    teaser: '您好，放不放得下两台显示器，我来帮您算',
  },
  {
    slug: 'bookshelf',
    room: 'study',
    name: '「竹简」五层书架',
    spec: '80厘米 可靠墙固定',
    price: 1_390,
    before: 1_560,
    shows: '五层书架',
    chosen: '80厘米 / 原木色',
    arrival: '下单后5天送装',
    facts: [
      ['尺寸', '80 × 30 × 185厘米'],
      ['材质', '松木，水性漆'],
      ['承重', '每层25公斤'],
      ['固定', '随附防倒墙件'],
    ],
    story: '层板由薄到厚，越往下放得越重。背后不封板，靠墙留一指宽，书不返潮。',
    teaser: '您好，承重、固定方式都可以问我',
  },
]

/** ¥3,299 */
export const yuan = (amount: number) => `¥${amount.toLocaleString('en-US')}`
