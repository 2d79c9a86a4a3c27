import { channelsEn } from './en.channels'
import { useLanguage, type Language } from './language'
import { channelsZhCN } from './zh-cn.channels'
import { channelsZhTW } from './zh-tw.channels'

const channels: Record<Language, typeof channelsZhCN> = { 'zh-CN': channelsZhCN, 'zh-TW': channelsZhTW, en: channelsEn }

/** The texts of 渠道设置 in the chosen language; like those of 集成 they come with their pages, not with the sign-in. */
export const useChannelTexts = (): typeof channelsZhCN => channels[useLanguage(({ language }) => language)]
