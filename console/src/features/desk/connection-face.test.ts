import { describe, expect, it } from 'vitest'
import { zhCN } from '../../i18n/zh-cn'
import { connectionFace } from './connection-face'

const me = { kind: 'member' as const, id: 'm', name: '周晓岚' }

describe('connectionFace', () => {
  it('says nothing in red while the first attempt and the first repetition run', () => {
    expect(connectionFace({ status: 'connecting', attempt: 0 }, true, zhCN)).toEqual({
      lamp: 'amber',
      word: '正在连接',
      bar: null,
    })
    expect(connectionFace({ status: 'waiting', attempt: 1, retryAt: 0 }, true, zhCN).bar).toBeNull()
  })

  it('counts repetitions and shows the bar from the second on', () => {
    const face = connectionFace({ status: 'waiting', attempt: 2, retryAt: 0 }, true, zhCN)
    expect(face.word).toBe('正在重连（第2次）')
    expect(face.bar).toBe(zhCN.connection.lostBar)
  })

  it('tells a lost network from a lost server', () => {
    const face = connectionFace({ status: 'waiting', attempt: 1, retryAt: 0 }, false, zhCN)
    expect(face).toEqual({ lamp: 'red', word: '已断开', bar: zhCN.connection.offlineBar })
  })

  it('believes a live connection more than the browser', () => {
    const face = connectionFace(
      { status: 'connected', me, connection: 'c', clockOffsetMs: 0, preview: false },
      false,
      zhCN,
    )
    expect(face.lamp).toBe('green')
  })

  it('says why the server refuses, also with a code this page does not know', () => {
    const refused = (code: string) => connectionFace({ status: 'stopped', error: { code } }, true, zhCN).bar
    expect(refused('tenant_suspended')).toBe('服务器不接受连接：商家已停用。')
    expect(refused('toString')).toBe('服务器不接受连接：出了问题，请再试一次。')
  })
})
