import type { Script } from '../script'

/** 投诉: people whose patience is at its end, or nearly. */
export const complaints: readonly Script[] = [
  {
    id: 'twice-not-come',
    walk: ['help.html'],
    beats: [['约了两次取件都没来', '帮我催一下'], '这是第三次请假在家等了', '今天给我个准话', '行，我等到五点'],
    end: 'closes',
    patienceSeconds: 25,
  },
  {
    id: 'wants-supervisor',
    walk: ['orders.html'],
    beats: ['我要投诉', '送货的师傅把门框磕了', { picture: 'scratch' }, '请你们负责人联系我', '电话是下单那个'],
    end: 'closes',
    patienceSeconds: 20,
  },
  {
    id: 'price-dropped',
    walk: ['table.html'],
    beats: ['我上周三千八买的，今天降到三千二', '能退差价吗？', '订单尾号0482', '好，多久到账'],
    end: 'closes',
  },
  {
    id: 'waits-for-refund',
    walk: ['orders.html'],
    beats: ['退款十天了还没到', '说好七天的', '麻烦查一下到哪一步了'],
    end: 'leaves',
    patienceSeconds: 20,
  },
  {
    id: 'in-a-hurry',
    walk: ['help.html'],
    beats: [['有人吗', '急', '地址写错了要改']],
    end: 'leaves',
    patienceSeconds: 12,
  },
  {
    id: 'wrong-colour',
    walk: ['sofa.html'],
    beats: [['我订的墨绿，来的是灰蓝'], { picture: 'room' }, '是你们发错还是我看错', '那就换，我不退', '谢谢处理'],
    end: 'closes',
  },
]
