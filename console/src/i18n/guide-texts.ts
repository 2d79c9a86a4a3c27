import { guideEn } from './en.guide'
import { useLanguage, type Language } from './language'
import { guideZhCN } from './zh-cn.guide'
import { guideZhTW } from './zh-tw.guide'

const guides: Record<Language, typeof guideZhCN> = { 'zh-CN': guideZhCN, 'zh-TW': guideZhTW, en: guideEn }

/** The texts of 开店指引 in the chosen language; like those of 集成 they come with it, not with the sign-in. */
export const useGuideTexts = (): typeof guideZhCN => guides[useLanguage(({ language }) => language)]
