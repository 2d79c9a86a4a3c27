export { automationOperations } from './channel-replies'
export { startAutoReplies, type AutoReplies } from './auto-replies'
