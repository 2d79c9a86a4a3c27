import { integrationsEn } from './en.integrations'
import { useLanguage, type Language } from './language'
import { integrationsZhCN } from './zh-cn.integrations'
import { integrationsZhTW } from './zh-tw.integrations'

const integrations: Record<Language, typeof integrationsZhCN> = {
  'zh-CN': integrationsZhCN,
  'zh-TW': integrationsZhTW,
  en: integrationsEn,
}

/**
 * The texts of 集成 in the chosen language. They come with its pages in all languages instead of with the catalogue, which
 * everybody loads before he has signed in: few people ever open these pages.
 */
export const useIntegrationTexts = (): typeof integrationsZhCN => integrations[useLanguage(({ language }) => language)]
