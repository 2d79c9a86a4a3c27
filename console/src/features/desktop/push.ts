import { request } from '@keqiao/client'
import { useLanguage } from '../../i18n/language'
import { sameOrigin } from '../session/session'

/** Why closed windows cannot be told, or that they are. */
export type PushState = 'on' | 'off' | 'unsupported' | 'denied'

/** What switching on led to; `unreachable`: the browser has no push service, or does not reach it. */
export type PushResult = 'on' | 'denied' | 'unsupported' | 'unreachable' | 'failed'

const workerPath = '/console/push-worker.js'

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** How it stands in this browser. */
export async function pushState(): Promise<PushState> {
  if (!isSupported()) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  return (await currentSubscription()) ? 'on' : 'off'
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(workerPath)
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** On a click: the browser asks, subscribes, and the server is told. */
export async function switchPushOn(): Promise<PushResult> {
  if (!isSupported()) return 'unsupported'
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const key = await request(sameOrigin, 'notification.pushKey', {})
  if (!key.ok) return 'failed'
  try {
    await navigator.serviceWorker.register(workerPath)
    const registration = await navigator.serviceWorker.ready
    const applicationServerKey = bytesOf(key.result.publicKey)
    const subscription = await registration.pushManager
      .subscribe({ userVisibleOnly: true, applicationServerKey })
      .catch(async () => {
        // A subscription by another key of ours stands in the way after the installation got a new one.
        await (await registration.pushManager.getSubscription())?.unsubscribe()
        return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
      })
    return (await tellServer(subscription)) ? 'on' : 'failed'
  } catch {
    return 'unreachable'
  }
}

/** At each start of the console: the worker is there, and a subscription belongs to the session that goes on. */
export async function renewPush(): Promise<void> {
  if (!isSupported()) return
  await navigator.serviceWorker.register(workerPath)
  const subscription = await currentSubscription()
  if (subscription && Notification.permission === 'granted') await tellServer(subscription)
}

/** This browser is told nothing more. */
export async function switchPushOff(): Promise<void> {
  const subscription = isSupported() ? await currentSubscription() : null
  if (!subscription) return
  await request(sameOrigin, 'notification.unsubscribePush', { endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}

/** Sends oneself a notice. Null: the push service took it; else what went wrong. */
export async function tryPush(): Promise<string | null> {
  const subscription = await currentSubscription()
  if (!subscription) return 'not_found'
  const reply = await request(sameOrigin, 'notification.tryPush', { endpoint: subscription.endpoint })
  if (!reply.ok) return reply.error.code
  return reply.result.accepted ? null : (reply.result.reason ?? 'failed')
}

async function tellServer(subscription: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON()
  if (endpoint === undefined || keys?.['p256dh'] === undefined || keys['auth'] === undefined) return false
  const reply = await request(sameOrigin, 'notification.subscribePush', {
    endpoint,
    p256dh: keys['p256dh'],
    auth: keys['auth'],
    locale: useLanguage.getState().language,
  })
  return reply.ok
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
