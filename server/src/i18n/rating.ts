import type { Language } from './choose-language'

interface LevelTexts {
  readonly label: string
  readonly reasons: readonly string[]
}

/** The levels of 评价 from the worst to the best, where a merchant has no words of his own. */
export const ratingTexts: Readonly<Record<Language, readonly LevelTexts[]>> = {
  'zh-CN': [
    { label: '非常不满意', reasons: ['态度不好', '回复太慢', '没有解决', '答非所问', '推诿'] },
    { label: '不满意', reasons: ['态度不好', '回复慢', '没有解决', '说不清楚'] },
    { label: '一般', reasons: ['回复慢', '没完全解决', '不够主动'] },
    { label: '满意', reasons: ['回复快', '说得清楚', '态度好', '方案合理'] },
    { label: '非常满意', reasons: ['回复快', '说得清楚', '态度好', '方案合理', '主动贴心'] },
  ],
  'zh-TW': [
    { label: '非常不滿意', reasons: ['態度不好', '回覆太慢', '沒有解決', '答非所問', '推託'] },
    { label: '不滿意', reasons: ['態度不好', '回覆慢', '沒有解決', '說不清楚'] },
    { label: '普通', reasons: ['回覆慢', '沒完全解決', '不夠主動'] },
    { label: '滿意', reasons: ['回覆快', '說得清楚', '態度好', '方案合理'] },
    { label: '非常滿意', reasons: ['回覆快', '說得清楚', '態度好', '方案合理', '主動貼心'] },
  ],
  en: [
    { label: 'Very poor', reasons: ['Unfriendly', 'Too slow', 'Not solved', 'Off the point', 'Passed around'] },
    { label: 'Poor', reasons: ['Unfriendly', 'Slow', 'Not solved', 'Unclear'] },
    { label: 'Fair', reasons: ['Slow', 'Partly solved', 'Little initiative'] },
    { label: 'Good', reasons: ['Quick', 'Clear', 'Friendly', 'Fair solution'] },
    { label: 'Excellent', reasons: ['Quick', 'Clear', 'Friendly', 'Fair solution', 'Thoughtful'] },
  ],
}
