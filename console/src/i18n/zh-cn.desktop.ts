/** 桌面使用: an own window, start with the system, notices while it is closed. */
export const desktopZhCN = {
  title: '桌面使用',
  install: {
    title: '安装到桌面',
    text: '安装后有自己的窗口和图标，未读数显示在图标上；功能和网页完全相同。',
    action: '安装',
    done: '正在独立窗口里使用。',
    byHand:
      '在 Chrome 或 Edge 的地址栏右侧点「安装」图标；Safari 用「文件 → 添加到程序坞」。安装需要 https 地址，Firefox 不提供安装。',
  },
  start: {
    title: '开机自动启动',
    text: '网页自己不能登记开机启动，由安装它的浏览器提供：',
    steps: [
      'Edge：安装时勾选「设备登录时自动启动」，或在 edge://apps 里打开。',
      'Chrome：在 chrome://apps 里右键点客桥，勾选「登录时启动应用」。',
      'macOS：系统设置 → 通用 → 登录项，把客桥加进去。',
    ],
  },
  push: {
    title: '窗口关闭时推送通知',
    text: '窗口关了以后，你的顾客发来消息时，由浏览器提醒你。内容经过加密，推送服务读不到。',
    try: '发送测试通知',
    tried: '推送服务已收下测试通知。没有看到的话，请检查系统的通知设置和勿扰模式。',
    notTaken: (reason: string) => `推送服务没有收下（${reason}）。请关掉再打开一次。`,
    results: {
      denied: '浏览器不允许通知，请在地址栏的网站设置里打开。',
      unsupported: '这个浏览器没有推送功能，或者地址不是 https。',
      unreachable:
        '连不上浏览器的推送服务。Chrome 的推送经过 Google，在中国大陆通常不可用，请改用 Edge 或 Firefox；窗口开着时的桌面通知不受影响。',
      failed: '没有开启成功，请再试一次。',
    },
  },
  closing: {
    title: '关闭窗口不等于退出',
    text: '关闭窗口后状态先保持：短时间内打开，一切照旧；超过「接待设置」里的断线时间，不再分配新对话，随后正在接待的对话回到排队。要下班，请点「退出系统」。',
  },
}
