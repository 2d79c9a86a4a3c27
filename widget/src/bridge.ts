/**
 * What the loader (on the shop's page) and the frame (on our origin) say to each other.
 *
 *   frame                                   loader
 *   window message READY, to any origin ->               holds nothing; says only that somebody may hand over a port
 *                                       <-  PORT + port   to the frame's exact origin, so a frame that was navigated
 *                                                         elsewhere gets nothing
 *   port: ToHost                        <-> port: ToFrame
 *
 * The visitor's token crosses only the port. The loader keeps what the frame wants kept, because a frame of another site
 * has storage of its own per shop at best, and none at worst.
 */
import type { Locale } from './choose-locale'

export const READY = 'keqiao:ready'
export const PORT = 'keqiao:port'

/** Where the visitor is; addresses and titles are cut to what the contract takes. */
export interface Page {
  url: string
  title: string
}

/** Loader to frame. */
export type ToFrame =
  | {
      t: 'start'
      channel: string
      page: Page
      /** The visitor's, or else the page's. */
      locale: Locale
      /** Everything kept for this channel, by key. */
      kept: Record<string, string>
      /** The panel is open. */
      shown: boolean
      /** The shop's signed word for who the visitor is. */
      identity?: string | undefined
    }
  | { t: 'shown'; page: Page }
  | { t: 'hidden' }
  /** Another tab of the shop kept something else. */
  | { t: 'kept'; key: string; value: string | null }

/** Frame to loader. */
export type ToHost =
  /** Drawn, with the merchant's colour if it is known by now. */
  | { t: 'drawn'; color: string | undefined }
  | { t: 'keep'; key: string; value: string | null }
  /** `label` is what the launcher is called meanwhile; absent when nothing is unread. */
  | { t: 'unread'; count: number; label?: string }
  | { t: 'close' }
  /** What the shop said of the visitor was heard: he is that customer, or with a `code` why not. */
  | { t: 'identity'; code: string | null }
  /** For the shop's own script; what was said stays with us. */
  | { t: 'happened'; what: 'message' | 'conversationStarted' | 'conversationEnded'; conversationId: string }

/** Keys the loader itself understands; all others belong to the frame alone. */
export const KEPT = {
  /** The visitor's opaque token. */
  token: 'token',
  /** Present while a conversation goes on: the frame is then loaded with the page, for the unread badge. */
  ongoing: 'ongoing',
  /** The shop's id of the customer the visitor is known as; absent while he is nobody in particular. */
  sub: 'sub',
  /** The merchant's colour, for a launcher that is drawn before the frame is asked for. */
  color: 'color',
} as const

/** Keys of the frame by which the tabs of one shop agree: the conversation, and up to where it was read. */
export const READING = { conversation: 'conversation', seen: 'seen' } as const
