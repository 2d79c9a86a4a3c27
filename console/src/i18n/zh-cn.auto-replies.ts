/** 简体中文: 自动回复. */
export const autoRepliesZhCN = {
  title: '自动回复',
  hint: '由系统以客服或商家的名义说，按顾客的语言。不算客服的回复，不影响响应时长。',
  say: '自动说一句',
  text: '内容',
  names: '可用：{agent} 客服、{shop} 商家、{visitor} 顾客。没填的语言用简体。',
  preview: '预览',
  somebody: '访客123456',
  after: '多久以后',
  before: '结束前多久',
  situations: {
    unstaffed: { name: '无人在线', hint: '顾客来排队，分组里没有客服在。' },
    waiting: { name: '排队中', hint: '排队超过一段时间，只说一次。' },
    accepted: { name: '接入时问候', hint: '客服接入对话时，以他的名义。' },
    agentSilent: { name: '安抚', hint: '客服一段时间没有回复，每次等待说一次。' },
    beforeClose: { name: '结束前提醒', hint: '顾客不回复，对话快要自动结束。' },
    ended: { name: '结束语', hint: '对话结束前的最后一句。' },
  },
}
