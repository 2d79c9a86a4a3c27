import { minPasswordLength } from '@keqiao/domain/account'
import { isCommonPassword } from '@keqiao/domain/common-passwords'

interface PasswordWords {
  readonly passwordShort: (min: number) => string
  readonly passwordCommon: string
}

/** What is wrong with a new password, before it is sent; null: nothing. The server looks again. */
export function passwordFault(words: PasswordWords, password: string): string | null {
  if (password.length < minPasswordLength) return words.passwordShort(minPasswordLength)
  return isCommonPassword(password) ? words.passwordCommon : null
}
