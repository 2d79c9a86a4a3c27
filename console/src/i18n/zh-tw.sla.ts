import type { Catalogue } from './catalogue'

export const slaZhTW: Catalogue['sla'] = {
  title: '回應時限',
  first: '首次回覆',
  later: '之後每次回覆',
  amber: '快要逾時（琥珀色）',
  red: '已逾時（紅色）',
  supervisor: '逾時後告訴主管',
  supervisorHint: '有監控權限的成員會在鈴鐺裡看到是誰、哪個對話、從什麼時候起。只算服務時間。',
  telling: '提醒',
  order: '快要逾時要短於已逾時。',
  alarms: (count) => `${count}個對話回覆逾時`,
  alarm: (room, agent) => `${room} · ${agent}`,
  late: {
    amber: (room) => `${room}等了一會兒，請盡快回覆`,
    red: (room) => `${room}已經等太久了`,
  },
}
