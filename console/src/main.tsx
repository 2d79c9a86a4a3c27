import { createRoot } from 'react-dom/client'
import { watchInstall } from './features/desktop/install'
import { chooseLanguage, rememberedLanguage } from './i18n/language'
import { Root } from './root'
import { followAppearance } from './theme/appearance'
import { followDensity } from './theme/density'
import './theme/tokens.css'
import './theme/base.css'

watchInstall()
followAppearance()
followDensity()
await chooseLanguage(rememberedLanguage())

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')
createRoot(element).render(<Root />)
