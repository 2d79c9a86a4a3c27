import type { Language } from './choose-language'

interface SignInPageTexts {
  readonly title: string
  readonly back: string
  /** Before the code of the refusal. */
  readonly code: string
  /** Before what the provider said. */
  readonly said: string
  readonly unknown: string
  readonly reasons: Readonly<
    Record<
      | 'sso_not_set_up'
      | 'sso_expired'
      | 'sso_refused'
      | 'sso_failed'
      | 'sso_member_unknown'
      | 'sso_ambiguous'
      | 'member_disabled'
      | 'tenant_suspended'
      | 'sign_in_throttled',
      string
    >
  >
}

/** What somebody reads whom his provider has sent back, and who was not let in. */
export const signInPageTexts: Readonly<Record<Language, SignInPageTexts>> = {
  'zh-CN': {
    title: '没有登录成功',
    back: '返回登录页',
    code: '错误码：',
    said: '身份服务说：',
    unknown: '登录时出了问题，请重试。',
    reasons: {
      sso_not_set_up: '这个商家没有开通单点登录，请用账号和密码登录。',
      sso_expired: '这次登录已过期，或不是在这个浏览器里开始的。请回到登录页重新开始。',
      sso_refused: '身份服务没有让您登录。',
      sso_failed: '无法完成与身份服务的通信，请稍后重试；若一直如此，请告诉管理员。',
      sso_member_unknown: '您在身份服务的账号没有对应的客服账号，请让管理员开通。',
      sso_ambiguous: '您在身份服务的账号对应了不止一个客服账号，或对应的账号已属于别人。请告诉管理员。',
      member_disabled: '您的客服账号已停用。',
      tenant_suspended: '商家已被停用，请联系平台。',
      sign_in_throttled: '尝试过于频繁，请过几分钟再试。',
    },
  },
  'zh-TW': {
    title: '沒有登入成功',
    back: '返回登入頁',
    code: '錯誤碼：',
    said: '身分服務說：',
    unknown: '登入時出了問題，請重試。',
    reasons: {
      sso_not_set_up: '這個商家沒有開通單一登入，請用帳號和密碼登入。',
      sso_expired: '這次登入已過期，或不是在這個瀏覽器裡開始的。請回到登入頁重新開始。',
      sso_refused: '身分服務沒有讓您登入。',
      sso_failed: '無法完成與身分服務的通訊，請稍後重試；若一直如此，請告訴管理員。',
      sso_member_unknown: '您在身分服務的帳號沒有對應的客服帳號，請讓管理員開通。',
      sso_ambiguous: '您在身分服務的帳號對應了不止一個客服帳號，或對應的帳號已屬於別人。請告訴管理員。',
      member_disabled: '您的客服帳號已停用。',
      tenant_suspended: '商家已被停用，請聯絡平台。',
      sign_in_throttled: '嘗試過於頻繁，請過幾分鐘再試。',
    },
  },
  en: {
    title: 'You are not signed in',
    back: 'Back to the sign-in page',
    code: 'Code: ',
    said: 'The identity provider says: ',
    unknown: 'Something went wrong at sign-in. Please try again.',
    reasons: {
      sso_not_set_up: 'This merchant has no single sign-on. Sign in with account and password.',
      sso_expired: 'This sign-in is too old, or was begun in another browser. Begin again at the sign-in page.',
      sso_refused: 'The identity provider did not let you in.',
      sso_failed: 'The identity provider could not be asked. Try again later; if it goes on, tell an administrator.',
      sso_member_unknown: 'No account here belongs to yours. Ask an administrator for one.',
      sso_ambiguous: 'Your account fits several accounts here, or one that is somebody else’s. Tell an administrator.',
      member_disabled: 'Your account here is disabled.',
      tenant_suspended: 'The merchant is suspended. Please contact the platform.',
      sign_in_throttled: 'Too many attempts. Try again in a few minutes.',
    },
  },
}
