// `npm run manual:shots`: the pictures of docs/manual, taken from the built product while people work in it.
import { Album } from './manual/album'
import { takeConversation } from './manual/conversation-pictures'
import { takeManagement } from './manual/management-pictures'
import { startBrowser } from './stage/browser'
import { Door } from './stage/door'
import { runProduct, type ProductFacts } from './stage/running-product'
import { seedHistory } from './stage/seed-history'
import { Stage } from './stage/stage'

/** The demo has knowledge, and no phrases. */
async function writePhrases({ origin, merchants }: ProductFacts): Promise<void> {
  const administrator = merchants[0]?.accounts.find(({ login }) => login.endsWith(':admin'))
  if (!administrator) throw new Error('the demo has no administrator')
  const { login, password } = administrator
  const door = new Door(origin)
  await door.ask('POST', '/api/session', { login, password, remember: false })
  const csv = `分类,标题,内容,快捷编码
问候,欢迎,您好，{客服昵称}为您服务，请问想看看什么？,hy
问候,稍等,请稍等，我查一下马上回复您。,sd
送装,送装时间,大件家具下单后五天内送货上门，师傅当场安装。,sz
售后,退货说明,没有安装的家具签收七天内可以退，运费请看订单页。,th
售后,开发票,电子发票三天内发到您的邮箱。,fp
`
  await door.ask('POST', '/api/phrases/import', { scope: 'public', csv })
}

const [product, browser] = await Promise.all([runProduct(), startBrowser()])
try {
  await seedHistory(product.facts, 'yunshan')
  await writePhrases(product.facts)
  const stage = await Stage.open({ browser: browser.wsEndpoint(), product: product.facts, casting: null })
  const album = new Album()
  try {
    await takeConversation(stage, album)
    await takeManagement(stage, album)
    await album.close()
  } catch (error) {
    process.stderr.write(`what everybody saw last is in ${await stage.keepEvidence()}\n`)
    throw error
  } finally {
    await stage.close()
  }
} finally {
  await browser.close()
  await product.stop()
}
