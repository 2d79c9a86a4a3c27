const accountShape = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** Accounts are typed at each sign-in: lower case, and no colon, which separates the merchant's code. */
export function isAccount(account: string): boolean {
  return accountShape.test(account)
}

/** 最大接线量 is at most this; the table says the same. */
export const maxCapacity = 500

/** A new password has at least this many characters. */
export const minPasswordLength = 8
