import type { desktopZhCN } from './zh-cn.desktop'

/** 桌面使用 in English. */
export const desktopEn: typeof desktopZhCN = {
  title: 'On the desktop',
  install: {
    title: 'Install',
    text: 'A window and an icon of its own, with the unread count on it; everything else as on the web page.',
    action: 'Install',
    done: 'You are in a window of its own.',
    byHand:
      'In Chrome or Edge, press the install icon at the right of the address bar; in Safari, File → Add to Dock. It takes an https address; Firefox does not install pages.',
  },
  start: {
    title: 'Start with the system',
    text: 'A page cannot enter itself there; the browser that installed it does:',
    steps: [
      'Edge: tick “Auto-start on device login” while installing, or in edge://apps.',
      'Chrome: in chrome://apps, right-click Keqiao and tick “Start app when you sign in”.',
      'macOS: System Settings → General → Login Items, and add Keqiao.',
    ],
  },
  push: {
    title: 'Notices while the window is closed',
    text: 'When a visitor of yours writes and no window is open, the browser tells you. The push service cannot read it.',
    try: 'Send a test notice',
    tried:
      'The push service took it. If nothing shows, look at the notification settings and focus mode of the system.',
    notTaken: (reason: string) => `The push service did not take it (${reason}). Please switch off and on once more.`,
    results: {
      denied: 'The browser does not allow notices: switch them on in the site settings beside the address.',
      unsupported: 'This browser has no push, or the address is not https.',
      unreachable:
        'The push service of this browser cannot be reached. That of Chrome is run by Google and usually unavailable in mainland China: use Edge or Firefox. Notices of an open window are not affected.',
      failed: 'It was not switched on, please try again.',
    },
  },
  closing: {
    title: 'Closing the window is not signing out',
    text: 'Your status stays for a while: open it again soon and nothing has changed. After the times in the reception settings you are given no new dialogues, and then those you hold go back to the line. To end your day, sign out.',
  },
}
