/**
 * Words that carry nothing when somebody asks: politeness, pronouns, particles, question words. They are no words of an
 * index, but their characters still count where two questions are compared as a whole.
 */
export const emptyWords: ReadonlySet<string> = new Set(
  (
    '请问 您好 你好 麻烦 一下 帮忙 帮我 谢谢 哈喽 亲 亲亲 咨询 想问 问下 问一下 我想 想要 我要 我们 你们 您 你 我 他 她 它 咱 咱们 ' +
    '的 了 吗 呢 吧 啊 呀 哦 嘛 么 哈 啦 是 在 和 与 或 及 跟 都 也 就 还 又 再 很 太 会 能 能够 可以 可 有 没 没有 要 想 让 把 被 给 对 从 到 这 那 这个 那个 这边 那边 ' +
    '什么 怎么 怎样 如何 为什么 为何 哪 哪里 哪个 哪些 谁 几 多少 是不是 是否 能不能 可不可以 有没有 会不会 怎么办 咋办 请 一个 一些 个 这种 那种 时候 ' +
    '需要 应该 东西 现在 之后 以后 以前 之前 然后 如果 要是 的话 只 上 下 里 用 做 去 来 得 着 过 于 之 其 而 但 但是 ' +
    'the a an is are do does can i you my your to of for in on it how what when where'
  ).split(' '),
)

/** What is said before the question proper. */
export const openings =
  /^(?:(?:您好|你好|哈喽|在吗|在么|亲亲?|请问一?下?|麻烦问一?下?|我?想(?:请?问|咨询|了解)一?下?|咨询一?下?|问一?下)[,，。!！?？~\s]*)+/u

/** How people say it, and how shops write it: every word of a line counts as the first. */
const sameWords = `
什么 啥 甚么
怎么 咋 咋样 怎样 如何 怎么样 怎么着
什么时候 啥时候 多久 几时 何时 多长时间 几天 哪天
为什么 为啥 干嘛 为何
退货 退掉 退回 退换 退换货 退
退款 退钱 退费 返款
换货 更换 调换 换掉 换
维修 修理 修 报修 返修 检修
安装 组装 装 装上 拼装 上门安装
送货 配送 派送 运送 送到 送 送来 上门
发货 寄出 寄 发出 出货 发
快递 物流 包裹 快件
运费 邮费 快递费 配送费 邮资 送货费
包邮 免邮 免运费
价格 价钱 售价 多少钱 报价 贵 价位
优惠 打折 折扣 便宜 活动 促销 特价 减价 降价 满减
优惠券 券 代金券 折扣券 红包
发票 开票 票据 收据 专票
付款 支付 付钱 结账 交钱 给钱 买单
分期 分期付款 花呗
取消 撤销 不要 不想要
修改 更改 改 变更 改成
地址 收货地址 住址
订单 单子 下单
质保 保修 三包 质保期 保修期 保固
坏 坏了 故障 损坏 失灵 出问题 毛病
破损 碎 裂 磕碰 压坏 摔坏 划痕 刮花 刮痕 掉漆
缺 少 缺少 漏发 少发 少件 缺件 漏
尺寸 大小 尺码 规格 多大 长宽高
颜色 色 配色
材质 材料 用料 料子 面料
气味 味道 异味 味 味儿 甲醛
环保 健康 安全 无毒
清洁 清洗 打扫 擦 洗 保养 护理
库存 现货 有货 缺货 断货 到货
会员 积分 vip
客服 人工 联系 电话
账号 帐号 账户 帐户
密码 口令
连接 连 连不上 连上 配对
充电 充 充电器
开机 打开 启动 开
重置 恢复 恢复出厂 还原
升级 更新 固件
说明书 使用说明 教程 手册
包装 打包 礼盒
赠品 礼品 送的 礼物
电池 电量 续航
慢 卡 卡顿
儿童 小孩 孩子 宝宝 小朋友 娃
老人 老年人 长辈
家人 老婆 老公 家里人 爸妈 父母
显示器 屏幕 显示屏 荧幕
摄像头 监控 摄像机 摄影机
手表 表 腕表
电视 电视机
手机 电话机
电脑 计算机
木头 木材 实木 木料 木
柜子 衣柜 柜 橱柜
户外 室外
加钱 收费 费用 另收费 加价
实体店 门店 体验店 展厅 线下
正品 真伪 真假 真货
网络 网 上网 联网 无线网 wifi
夜里 晚上 夜间
看不清 模糊 不清楚
亮点 亮
虫子 虫蛀 虫 白蚁
辨别 查真伪 鉴别
搬走 处理 拉走 回收
国外 海外 境外
打孔 打眼 钻孔 打洞
忘记 忘 忘了
声音 音量 响 没声音 不响 没响
学生 教育
批量 企业 采购
`

const canonical: ReadonlyMap<string, string> = new Map(
  sameWords
    .trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ')
      return words.map((word): [string, string] => [word, words[0] ?? word])
    }),
)

/** The word that stands for all that mean the same. */
export function canonicalWord(word: string): string {
  return canonical.get(word) ?? word
}

/** Characters that say nothing by themselves. */
export const emptyCharacters: ReadonlySet<string> = new Set(
  '的了吗呢吧啊呀哦嘛么哈啦是在和与或及跟都也就还又再很太会能可以有没要想让把被给对从到这那什怎样如何为哪谁几多少请一个您你我他她它们咱来去得着过上下里用做不只',
)
