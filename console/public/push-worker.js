// The console's service worker: it shows what was pushed while no window is open, and opens one on a click. It keeps no
// files: a console without a server is of no use.
/* eslint-env serviceworker */
'use strict'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const notice = event.data ? event.data.json() : null
  if (notice) event.waitUntil(show(notice))
})

// The shape is PushNotice in server/src/features/notification/send-push.ts.
async function show({ title, body, tag, path, unreadCount }) {
  await self.registration.showNotification(title, {
    body,
    tag,
    renotify: true,
    icon: '/console/icons/icon-192.png',
    badge: '/console/icons/badge-96.png',
    data: { path },
  })
  if (unreadCount > 0 && 'setAppBadge' in navigator) await navigator.setAppBadge(unreadCount).catch(() => undefined)
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = event.notification.data && event.notification.data.path
  event.waitUntil(lead(typeof path === 'string' && path.startsWith('/console/') ? path : '/console/'))
})

async function lead(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find(({ url }) => new URL(url).pathname.startsWith('/console/'))
  if (!open) return self.clients.openWindow(path)
  await open.focus()
  // The page goes there itself: a navigation would load it anew.
  open.postMessage({ open: path }, [])
}

self.addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription && event.oldSubscription.options
  if (options) event.waitUntil(self.registration.pushManager.subscribe(options).then(tell))
})

async function tell(subscription) {
  const { endpoint, keys } = subscription.toJSON()
  await fetch('/api/push/subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, locale: 'zh-CN' }),
  })
}
