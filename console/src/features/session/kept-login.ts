/** 记住账号: the name somebody signs in with, on this device. Never the password. */
const storageKey = 'keqiao.console.login'

/** The kept name; empty where none is, or storage is blocked. */
export function readKeptLogin(): string {
  try {
    return localStorage.getItem(storageKey) ?? ''
  } catch {
    return ''
  }
}

/** Keeps the name for the next sign-in on this device; null forgets it. */
export function keepLogin(login: string | null): void {
  try {
    if (login === null) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, login)
  } catch {
    // Blocked or full: he types it next time.
  }
}
