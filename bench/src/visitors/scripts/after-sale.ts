import type { Script } from '../script'

/** 售后: people who are waiting for something, or have it at home. */
export const afterSale: readonly Script[] = [
  {
    id: 'where-is-it',
    walk: ['orders.html'],
    beats: ['订单YS20260517到哪了？', '物流两天没动了', '那大概几号能到', '好，我等电话'],
    end: 'closes',
  },
  {
    id: 'change-day',
    walk: ['orders.html'],
    beats: [['衣柜显示下周二送', '那天家里没人'], '想改到周末，可以吗？', '周六上午最好', '谢谢'],
    end: 'closes',
  },
  {
    id: 'invoice',
    walk: ['orders.html', 'help.html'],
    beats: ['发票怎么开？', '抬头是公司，税号我发你', '发到下单留的邮箱就行'],
    end: 'closes',
  },
  {
    id: 'scratch',
    walk: ['help.html'],
    beats: [
      '昨天送到的餐桌，右前角有一道划痕，这种能退吗？',
      { picture: 'scratch' },
      '师傅走了以后才看到的',
      '换桌面的话，周日22号前能装好吗？',
      '好的，另外发票想开公司抬头',
    ],
    end: 'closes',
  },
  {
    id: 'wobbly-chair',
    walk: ['orders.html', 'chair.html'],
    beats: ['餐椅有一把坐着会晃', { picture: 'scratch' }, '是不是螺丝没拧紧？', '我试一下，还晃再找你'],
    end: 'returns',
    later: ['拧紧了还是有点晃', '可以换一把吗', '好的，谢谢'],
  },
  {
    id: 'missing-screw',
    walk: ['help.html'],
    beats: ['少了一包螺丝', '书架装不了', '能补寄吗？', '寄到原来的地址'],
    end: 'closes',
  },
  {
    id: 'return-opened',
    walk: ['help.html'],
    beats: ['拆封以后还可以退吗', '落地灯，颜色和想的不一样', '运费谁出？', '那我申请退货'],
    end: 'closes',
  },
  {
    id: 'care',
    walk: ['table.html'],
    beats: ['实木桌面放热锅会不会留印子', '已经有一圈白的了，怎么办？', { picture: 'scratch' }, '我按你说的试试'],
    end: 'leaves',
  },
  {
    id: 'lamp-broken',
    walk: ['orders.html', 'lamp.html'],
    beats: ['灯收到不亮', '换过插座了也不亮', '灯泡我换了一个，还是不行', '那帮我安排换新吧'],
    end: 'closes',
  },
  {
    id: 'cover-wash',
    walk: ['sofa.html'],
    beats: ['沙发套可以机洗吗？', '缩水怎么办', '好的知道了'],
    end: 'leaves',
  },
  {
    id: 'second-visit',
    walk: ['orders.html'],
    beats: ['师傅约的今天上午，到现在没来', '电话也打不通', '麻烦催一下'],
    end: 'returns',
    patienceSeconds: 30,
    later: ['师傅刚联系我了', '没事了，谢谢'],
  },
]
