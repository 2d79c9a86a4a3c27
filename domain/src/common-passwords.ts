/**
 * What is guessed first wherever passwords are guessed: the commonest of eight characters and more from lists of leaked
 * ones, and those that people here choose. What is built like one of them (`isObvious`) is not repeated.
 */
const guessedFirst = `password passw0rd p@ssword p@ssw0rd password1 password12 password123 password1234 passw0rd1 pass1234 passpass mypassword
qwertyuiop qwerty123 qwerty12 qwerty1234 qwerty12345 qwertyui qwerty1q 1qaz2wsx 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4
q1w2e3r4t5 qazwsxedc qazwsx123 zaq12wsx zaq1zaq1 zxcvbnm1 zxcvbnm123 asdfghjkl asdfghjk asdf1234 asdfasdf zxcvzxcv
1qazxsw2 2wsx3edc 3edc4rfv qweasdzxc qweasd123 qwe12345 qwer1234 qwerasdf qwerqwer 123qweasd 123qwe123 1234qwer abcd1234
abc12345 abc123456 abcd12345 abcdefg1 abcdefgh a1234567 a12345678 a123456789 aa123456 aa12345678 aaa11111 abc123abc
iloveyou iloveyou1 iloveyou2 ilovegod loveyou1 lovelove sunshine sunshine1 princess princess1 football football1 baseball
baseball1 basketball superman superman1 spiderman starwars starwars1 pokemon1 dragon123 monkey123 master123 shadow123
michael1 jennifer jessica1 jordan23 charlie1 computer computer1 internet internet1 samsung1 letmein1 letmein123
welcome1 welcome12 welcome123 welcome1234 changeme changeme1 changeme123 trustno1 whatever whatever1 hello123 hello1234
helloworld test1234 test12345 testtest testing1 testing123 tester123 demo1234 demodemo default1 secret123 secret1234
admin123 admin1234 admin12345 admin123456 administrator adminadmin admin888 admin666 administrator1 root1234 rootroot
root123456 user1234 user12345 guest123 guest1234 manager1 manager123 support1 support123 service1 service123 customer
customer1 operator operator1 oracle123 mysql123 postgres postgres1 database sysadmin toor1234 login123 letmein12
access14 batman123 maverick mercedes corvette cocacola november december february midnight chocolate chocolate1
butterfly butterfly1 elephant blink182 liverpool liverpool1 chelsea1 arsenal1 barcelona barcelona1 realmadrid victoria
alexander elizabeth christian nicholas benjamin samantha danielle stephanie veronica patricia
woaini1314 woaini520 woaini521 woaini123 woaiwojia woaini1314520 5201314a a5201314 5201314520 1314520520 wang1234 zhang123
zhang1234 li123456 wang123456 zhang123456 liu123456 chen123456 qq123456 qq123456789 wx123456 taobao123 taobao1234 alibaba1
jingdong tencent1 weixin123 baidu123 huawei123 huawei@123 xiaomi123 kefu1234 kefu12345 kefu123456 kefu8888 kefu6666
keqiao123 keqiao1234 keqiao2026 shanghai shanghai1 beijing1 beijing2008 china123 zhongguo zhongguo1 nihao123 woshishui
xiaoming xiaohong mima1234 mimamima mima123456 dianpu123 shangjia123 caonima123 dearbook abcd@1234 abc@1234 abc@12345
pass@123 pass@1234 pass@word1 p@ssw0rd1 p@ssw0rd123 admin@123 admin@1234 root@123 test@123 qwer@1234 aa@123456 welcome@123`

/** Rows of keys and of the alphabet, along which fingers run by themselves. */
const runs = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '!@#$%^&*()']

/** Whether a password is among the first that somebody would try: whoever has it has none. */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  // Split when it is asked: a page that imports something else of the domain does without the list.
  const first = new Set(guessedFirst.split(/\s+/))
  return first.has(plain) || first.has(plain.replace(/[!.?@#*]+$/, '')) || isObvious(plain)
}

/** One piece over and over, or nothing but runs along a row, whatever its length; a date by itself. */
function isObvious(password: string): boolean {
  if (/^(.{1,4})\1+$/su.test(password)) return true
  if (/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(password)) return true
  return pieces(password) * 4 <= password.length + 1
}

/** Into how few runs a text falls apart; a character that continues nothing is one by itself. */
function pieces(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; count += 1) at += runAt(text, at)
  return count
}

function runAt(text: string, at: number): number {
  const longest = (next: (length: number) => boolean) => {
    let length = 1
    while (at + length < text.length && next(length)) length += 1
    return length
  }
  const same = longest((length) => text[at + length] === text[at])
  const along = runs.map((row) =>
    Math.max(
      longest((length) => row.includes(text.slice(at, at + length + 1))),
      longest((length) =>
        [...row]
          .toReversed()
          .join('')
          .includes(text.slice(at, at + length + 1)),
      ),
    ),
  )
  return Math.max(same, ...along)
}
