export { startAutoReplies, type AutoReplies } from './auto-replies'
