/** 开店指引: from an empty merchant to a working desk. */
export const guideZhCN = {
  title: '开店指引',
  progress: (done: number, all: number) => `已完成${done}步，共${all}步`,
  intro: '照着做一遍，大约十分钟就能开始接待。每一步做完会自动打勾。',
  done: '（已完成）',
  open: '（未完成）',
  optional: '可跳过',
  finished: '都准备好了。顾客来时，会自动分配给在线的客服。',
  /** The pointer at the desk, until somebody has asked something. */
  pointer: (done: number, all: number) => `开店指引：已完成${done}步，共${all}步。照着做完就能接待顾客。`,
  goOn: '继续指引',
  dismiss: '不再提示',
  /** Where one tries it oneself, outside business hours. */
  closed: '现在不在服务时间内，打开咨询页面会看到留言表单。',
  openForNow: '暂时全天服务，现在就试',
  openedForNow: '现在是全天服务，随时可以试。试完记得改回来。',
  backToHours: '改回按时间段',
  steps: {
    members: { title: '添加客服', text: '给同事建账号；一个人接待可以先跳过。', action: '去添加客服' },
    groups: { title: '分好组', text: '每个分组至少有一位客服，顾客才有人接。', action: '去设置分组' },
    hours: { title: '定服务时间', text: '服务时间以外，顾客会看到留言表单。', action: '去设置服务时间' },
    channel: { title: '布置渠道', text: '换成店铺的颜色，写好欢迎语，旁边有预览。', action: '去设置渠道' },
    phrases: { title: '备好常用语', text: '每天要说的话，点一下就填进输入框。', action: '去添加常用语' },
    knowledge: {
      title: '写几条知识',
      text: '顾客常问的问题和答案：客服随手查，顾客也能自己看。',
      action: '去写知识库',
    },
    work: { title: '开始接待', text: '把状态切到在线，顾客就会分配给你。', action: '去接待' },
    embed: {
      title: '放到网店',
      text: '把代码放进网店的每个页面，或者先打开咨询页面，自己当一次顾客试试。',
      action: '',
    },
  },
}
