import type { ChannelSettingsInput } from '../features/channel'

export interface DemoMember {
  readonly account: string
  readonly nickname: string
  readonly roleKey: 'administrator' | 'agent'
  /** 最大接线量: small, so that one person can see what happens at the limit. */
  readonly capacity: number
  readonly groups: readonly string[]
}

export interface DemoMerchant {
  readonly code: string
  readonly name: string
  /** The first takes whoever comes by the channel. */
  readonly groups: readonly [string, ...string[]]
  readonly members: readonly DemoMember[]
  readonly channel: { readonly key: string; readonly name: string; readonly settings: ChannelSettingsInput }
}

/**
 * Two merchants, since several live side by side in one installation. The first has the shop: an administrator and six
 * agents in three groups. All of it is made up.
 */
export const demoMerchants: readonly DemoMerchant[] = [
  {
    code: 'yunshan',
    name: '云杉家居旗舰店',
    groups: ['售前', '售后', '投诉'],
    members: [
      { account: 'admin', nickname: '林知夏', roleKey: 'administrator', capacity: 5, groups: ['售前', '售后', '投诉'] },
      { account: 'anqing', nickname: '安晴', roleKey: 'agent', capacity: 5, groups: ['售前'] },
      { account: 'baihe', nickname: '白禾', roleKey: 'agent', capacity: 5, groups: ['售前', '售后'] },
      { account: 'chenmo', nickname: '陈默', roleKey: 'agent', capacity: 5, groups: ['售后', '投诉'] },
      { account: 'dulan', nickname: '杜兰', roleKey: 'agent', capacity: 8, groups: ['售前'] },
      { account: 'fangzhou', nickname: '方舟', roleKey: 'agent', capacity: 6, groups: ['售后'] },
      { account: 'guxi', nickname: '顾溪', roleKey: 'agent', capacity: 4, groups: ['投诉'] },
    ],
    channel: {
      key: 'demo-yunshan',
      name: '云杉家居官网',
      settings: { color: '#2f6b4f', greeting: '您好，欢迎来到云杉家居，请问想看看什么？' },
    },
  },
  {
    code: 'qinghe',
    name: '清和茶舍',
    groups: ['茶饮咨询'],
    members: [
      { account: 'admin', nickname: '沈清和', roleKey: 'administrator', capacity: 5, groups: ['茶饮咨询'] },
      { account: 'xiaoman', nickname: '小满', roleKey: 'agent', capacity: 5, groups: ['茶饮咨询'] },
    ],
    channel: {
      key: 'demo-qinghe',
      name: '清和茶舍商城',
      settings: { color: '#7a3e1d', greeting: '您好，这里是清和茶舍，想喝点什么茶？' },
    },
  },
]
