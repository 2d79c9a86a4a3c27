import { expect } from 'vitest'
import { story } from './stage/story'

story(
  'RTE-02, RTE-03, RTE-06, RTE-08: a visitor waits, is given to who comes to work, and goes on with a colleague and in another group',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.panel.getByRole('heading', { name: '正在为您接通客服' }).waitFor()
    await visitor.says('桌腿断了，想退货。')
    const nobody = visitor.panel.getByText('客服暂时都不在。您可以继续等，也可以留言，回来后会尽快回复。')
    await nobody.waitFor()

    // 忙碌 is given nobody; 在线 is, without a click.
    const baihe = await stage.agent('yunshan:baihe')
    await baihe.startWork('忙碌')
    await baihe.page.getByRole('button', { name: '接收对话 排队 1' }).waitFor()
    await nobody.waitFor({ state: 'detached' })
    await visitor.panel.getByText('您是下一位').waitFor()
    const anqing = await stage.agent('yunshan:anqing')
    await anqing.startWork()
    await anqing.accepts()
    await anqing.thread.getByText('分配给安晴').waitFor()
    await anqing.says('您好，这边帮您转给同事。')
    await visitor.hears('您好，这边帮您转给同事。')
    expect(await baihe.others.count()).toBe(0)

    // To a colleague: status and load stand beside the name; 离开 cannot be chosen.
    await anqing.page.keyboard.press('Alt+t')
    const dialog = anqing.page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /白禾.*忙碌.*接待 0\/5/ }).waitFor()
    expect(await dialog.getByRole('radio', { name: /陈默/ }).isDisabled()).toBe(true)
    await anqing.page.keyboard.press('Escape')
    await anqing.transfers('转给同事', /白禾/, '顾客要退货')
    await anqing.page.getByText('白禾正在接待，你可以写内部备注。').waitFor()
    await baihe.desk.getByText('转入', { exact: true }).waitFor()
    await baihe.turnsToOther()
    await baihe.thread.getByText('安晴把对话转给白禾：顾客要退货').waitFor()
    await baihe.hears('桌腿断了，想退货。')
    await baihe.says('您好，我是白禾，我来处理。')
    await visitor.hears('您好，我是白禾，我来处理。')
    expect(await visitor.panel.getByText('顾客要退货').count()).toBe(0)

    // To the line of a group: whoever is 在线 there gets him, not who handed him on.
    const chenmo = await stage.agent('yunshan:chenmo')
    await chenmo.startWork()
    await baihe.transfers('转到分组', /投诉/, '')
    await chenmo.accepts()
    await chenmo.hears('您好，我是白禾，我来处理。')
    await chenmo.says('您好，我是陈默。')
    await visitor.hears('您好，我是陈默。')
  },
)
