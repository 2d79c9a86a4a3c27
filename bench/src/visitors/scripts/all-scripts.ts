import type { Script } from '../script'
import { afterSale } from './after-sale'
import { beforeSale } from './before-sale'
import { complaints } from './complaints'

/** Everything visitors may come with. */
export const allScripts: readonly Script[] = [...beforeSale, ...afterSale, ...complaints]

/** Said when nobody answers, in this order, before he gives up. */
export const nudges = ['在吗？', '有人在吗，等了好一会儿了'] as const

/** Said last by who gives up; some say nothing. */
export const farewells = ['算了，我晚点再来', '没人的话我先走了', null] as const
