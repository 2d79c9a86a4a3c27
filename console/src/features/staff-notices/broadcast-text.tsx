import { StyledText } from '../conversation/thread/styled-text'

/** Text with its addresses as links; nothing else of it is markup. */
export function BroadcastText({ text }: { text: string }) {
  return <StyledText body={{ kind: 'text', text }} side="visitor" />
}
