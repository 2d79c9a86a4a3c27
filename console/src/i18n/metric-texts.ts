import { metricsEn } from './en.metrics'
import { useLanguage, type Language } from './language'
import { metricsZhCN } from './zh-cn.metrics'
import { metricsZhTW } from './zh-tw.metrics'

/** The texts of 统计口径. They come with its page in all languages, since few people ever open it. */
export type MetricTexts = typeof metricsZhCN

const byLanguage: Record<Language, MetricTexts> = { 'zh-CN': metricsZhCN, 'zh-TW': metricsZhTW, en: metricsEn }

/** The same in the chosen language. */
export const useMetricTexts = (): MetricTexts => byLanguage[useLanguage(({ language }) => language)]
