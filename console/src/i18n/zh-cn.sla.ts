/** 简体中文: 响应时限. */
export const slaZhCN = {
  title: '响应时限',
  first: '首次回复',
  later: '之后每次回复',
  amber: '快要超时（琥珀色）',
  red: '已超时（红色）',
  supervisor: '超时后告诉主管',
  supervisorHint: '有监控权限的成员会在铃铛里看到是谁、哪个对话、从什么时候起。只算服务时间。',
  telling: '提醒',
  order: '快要超时要短于已超时。',
  alarms: (count: number) => `${count}个对话回复超时`,
  alarm: (room: string, agent: string) => `${room} · ${agent}`,
  late: {
    amber: (room: string) => `${room}等了一会儿，请尽快回复`,
    red: (room: string) => `${room}已经等太久了`,
  },
}
