import { afterAll, beforeAll, expect, it } from 'vitest'
import { openShop, type Shop } from '../../testing/shop'
import { foundTenant } from '../group'
import { suspendTenant } from '../tenant'
import { createChannel } from './create-channel'
import { findChatPage } from './find-chat-page'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})

afterAll(() => shop.stop())

it("is the merchant's name and the channel's colour, until the merchant is suspended", async () => {
  const { doors } = shop.services
  const founded = await foundTenant(doors, { code: 'page', name: '云杉家居' })
  if (!founded) throw new Error('the code is taken')
  const { tenant, defaultGroupId: groupId } = founded
  const settings = { color: '#2f6b4f' }
  await doors.withTenant(tenant.id, (tx) =>
    createChannel(tx, tenant.id, { name: '公众号', groupId, key: 'wechat', settings }),
  )
  expect(await findChatPage(doors, 'wechat')).toEqual({ title: '云杉家居', color: '#2f6b4f' })
  expect(await findChatPage(doors, 'wechat2')).toBeNull()
  await suspendTenant(doors, tenant.id)
  expect(await findChatPage(doors, 'wechat')).toBeNull()
})
