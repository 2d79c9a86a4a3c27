import { expect } from 'vitest'
import type { Agent } from './stage/agent'
import { story } from './stage/story'

/**
 * Instead of a real screen, which no browser of a test has, it is shown a canvas: one half blue, one half yellow. Kept as
 * text, since it runs in the page.
 */
const shownScreen = `navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 600 })
  const context = canvas.getContext('2d')
  const draw = () => {
    context.fillStyle = '#2459c7'
    context.fillRect(0, 0, 400, 600)
    context.fillStyle = '#f0a93a'
    context.fillRect(400, 0, 400, 600)
  }
  draw()
  setInterval(draw, 50)
  return canvas.captureStream(20)
}`

const overlay = (agent: Agent) => agent.page.getByRole('dialog', { name: '截图' })

/** Points of the picture are fractions of it: the window decides how large it is drawn. */
async function at(agent: Agent, x: number, y: number): Promise<[number, number]> {
  const box = await overlay(agent).locator('canvas').boundingBox()
  if (!box) throw new Error('there is no picture')
  return [box.x + x * box.width, box.y + y * box.height]
}

async function drag(agent: Agent, from: [number, number], to: [number, number]): Promise<void> {
  const { mouse } = agent.page
  await mouse.move(...(await at(agent, ...from)))
  await mouse.down()
  await mouse.move(...(await at(agent, ...to)), { steps: 4 })
  await mouse.up()
}

story(
  'CON-11: a region of the screen is marked and sent by a double click; a canvas stands for the screen',
  async (stage) => {
    const visitor = await stage.visitor()
    await visitor.openPanel()
    await visitor.says('在哪里点？')
    const agent = await stage.agent('yunshan:anqing')
    await agent.context.addInitScript(shownScreen)
    await agent.page.reload()
    await agent.startWork()
    await agent.accepts()
    await agent.hears('在哪里点？')
    await agent.page.getByRole('button', { name: '截图', exact: true }).click()
    await overlay(agent).waitFor()

    // The left half, which is blue, with a box and an arrow; one of them is taken back.
    await drag(agent, [0.1, 0.1], [0.4, 0.6])
    await overlay(agent).getByRole('button', { name: '方框' }).click()
    await drag(agent, [0.15, 0.2], [0.3, 0.4])
    await overlay(agent).getByRole('button', { name: '箭头' }).click()
    await drag(agent, [0.15, 0.5], [0.35, 0.3])
    await overlay(agent).getByRole('button', { name: '马赛克' }).click()
    await drag(agent, [0.2, 0.45], [0.38, 0.55])
    await overlay(agent).getByRole('button', { name: '撤销' }).click()
    if (process.env['LOOK']) await agent.page.screenshot({ path: '/tmp/look/capture.png' })
    await overlay(agent).getByRole('button', { name: '马赛克' }).click()
    await agent.page.mouse.dblclick(...(await at(agent, 0.25, 0.3)))
    await overlay(agent).waitFor({ state: 'detached' })
    const sent = agent.page.getByRole('img', { name: '图片 截图.png' })
    await sent.waitFor()
    const picture = await agent.page.evaluate<number[]>(`(async () => {
    const image = [...document.querySelectorAll('.message-image img')].at(-1)
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight })
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    return [image.naturalWidth, image.naturalHeight, ...context.getImageData(4, 4, 1, 1).data]
  })()`)
    const [width = 0, height = 0, red = 0, , blue = 0] = picture
    expect(Math.abs(width - 240)).toBeLessThanOrEqual(4)
    expect(Math.abs(height - 300)).toBeLessThanOrEqual(4)
    // Nothing of the yellow half is in it.
    expect(blue).toBeGreaterThan(red + 60)
    await (await visitor.frame()).getByRole('img', { name: /截图/ }).waitFor()

    // By the keyboard alone; Enter puts it beside the text, and nothing is sent.
    await agent.page.getByRole('button', { name: '截图', exact: true }).click()
    await overlay(agent).waitFor()
    await agent.page.keyboard.press('ArrowDown')
    await agent.page.keyboard.press('Enter')
    await agent.page.getByRole('list', { name: '随这条消息发送' }).getByText('截图.png').waitFor()
    await agent.page.getByRole('button', { name: '不发送截图.png' }).click()
    await agent.page.getByRole('button', { name: '截图', exact: true }).click()
    await overlay(agent).waitFor()
    await agent.page.keyboard.press('Escape')
    await overlay(agent).waitFor({ state: 'detached' })
    expect(await agent.page.locator('.message-image').count()).toBe(1)

    // Refused: said how else it goes.
    await agent.page.evaluate(
      `navigator.mediaDevices.getDisplayMedia = async () => { throw new DOMException('no', 'NotAllowedError') }`,
    )
    await agent.page.getByRole('button', { name: '截图', exact: true }).click()
    await agent.page.getByText(/按 Ctrl \+ V 粘贴/).waitFor()
  },
)
