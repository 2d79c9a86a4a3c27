/** Levels of 评价, from 1 (非常不满意) to 5 (非常满意). */
export const ratingLevels = 5
/** From here down a rating wants somebody's eye. */
export const lowRating = 2
