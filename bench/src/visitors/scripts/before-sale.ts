import type { Script } from '../script'

/** 售前: people who have not bought yet. */
export const beforeSale: readonly Script[] = [
  {
    id: 'table-size',
    walk: ['', 'dining.html', 'table.html'],
    beats: [
      '你好，请问这款餐桌1.4米能坐几个人？',
      '我们家平时四口人，过年会来八九个',
      '那拉开以后会不会晃？',
      '好的，谢谢',
    ],
    end: 'closes',
  },
  {
    id: 'table-delivery',
    walk: ['table.html'],
    beats: [['在吗', '换桌面能周日前装好吗？'], '我在杭州西湖区', '那我今天下单，麻烦备注一下周末送'],
    end: 'closes',
  },
  {
    id: 'sofa-fabric',
    walk: ['', 'living.html', 'sofa.html'],
    beats: ['墨绿色实物会不会偏暗？', '有没有面料小样可以寄', '寄到浙江省嘉兴市，可以吗', '好，麻烦了'],
    end: 'closes',
  },
  {
    id: 'sofa-cat',
    walk: ['sofa.html'],
    beats: ['家里有两只猫，这个布抓得坏吗', '有没有人反馈过？', '我再考虑一下'],
    end: 'leaves',
  },
  {
    id: 'sofa-door',
    walk: ['living.html', 'sofa.html'],
    beats: [
      '我家入户门净宽只有82厘米，沙发进得去吗？',
      { picture: 'room' },
      '这是过道，右边还有个弯',
      '那要不要拆腿？拆装另外收费吗',
      '明白了，谢谢',
    ],
    end: 'closes',
  },
  {
    id: 'bed-mattress',
    walk: ['', 'bedroom.html', 'bed.html'],
    beats: [
      '1.8米的床配多大的床垫？',
      '我原来的床垫是180乘200，厚22厘米',
      { go: 'nightstand.html' },
      '床头柜一起买有优惠吗',
    ],
    end: 'closes',
  },
  {
    id: 'bed-smell',
    walk: ['bed.html'],
    beats: ['请问这个木蜡油有味道吗，家里有孕妇', '有检测报告吗？', '麻烦发我看一下'],
    end: 'closes',
  },
  {
    id: 'wardrobe-measure',
    walk: ['bedroom.html', 'wardrobe.html'],
    beats: ['卧室层高2.68米，能做到顶吗', ['宽度1.52米', '能放下1.5米的吗？'], '可以先上门量吗', '这周六上午我在家'],
    end: 'closes',
  },
  {
    id: 'custom-plan',
    walk: ['', 'custom.html'],
    beats: [
      '想咨询全屋定制',
      '89平，两室，主要做衣柜和书柜',
      { picture: 'room' },
      '大概多少预算？',
      '好的，等你们出图',
    ],
    end: 'closes',
  },
  {
    id: 'lamp-bulb',
    walk: ['study.html', 'lamp.html'],
    beats: ['灯泡可以换成中性光的吗', '螺口是E27对吧', '好的，自己买也行'],
    end: 'leaves',
  },
  {
    id: 'lamp-price',
    walk: ['lamp.html'],
    beats: ['还能再便宜点吗', '别家同款才599', '那送个灯泡总可以吧？'],
    end: 'leaves',
    patienceSeconds: 25,
  },
  {
    id: 'desk-screens',
    walk: ['', 'study.html', 'desk.html'],
    beats: ['书桌放两台27寸显示器放得下吗', '带支架的，夹桌边那种', '桌板多厚？', '谢谢，我下单了'],
    end: 'closes',
  },
  {
    id: 'chair-pair',
    walk: ['dining.html', 'chair.html', 'table.html'],
    beats: [
      '餐桌配这款餐椅高度合适吗',
      '四把一起买，怎么算',
      { go: 'cart.html' },
      '购物车里加好了，帮我看下价格对不对',
    ],
    end: 'closes',
  },
  {
    id: 'bookshelf-wall',
    walk: ['study.html', 'bookshelf.html'],
    beats: ['书架靠石膏板墙能固定吗？', '怕小孩爬', '需要自己买膨胀螺丝吗', '知道了'],
    end: 'closes',
  },
  {
    id: 'tea-table-corner',
    walk: ['living.html', 'tea-table.html'],
    beats: ['茶几是实木还是贴皮', '抽屉深多少？', '嗯嗯好的'],
    end: 'leaves',
  },
  {
    id: 'compare-two',
    walk: ['living.html', 'sofa.html', 'tea-table.html', 'sofa.html'],
    beats: ['沙发和茶几一起买，能一天送到吗', '周三以后都行', ['电梯房', '17楼'], '好，那就这样'],
    end: 'closes',
  },
  {
    id: 'just-looking',
    walk: ['', 'list.html', 'bed.html', 'list.html'],
    beats: ['随便看看，有什么活动吗'],
    end: 'leaves',
    patienceSeconds: 20,
  },
  {
    id: 'asks-and-returns',
    walk: ['table.html'],
    beats: ['餐桌有胡桃木色的吗', '等我问下家里人'],
    end: 'returns',
    later: ['我回来了', '家里说就要原木色', '今天拍下最快哪天到？', '好的，谢谢你'],
  },
]
