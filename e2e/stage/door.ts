/** The product's HTTP door, as somebody who has signed in walks through it. */
export class Door {
  constructor(
    private readonly origin: string,
    private cookies = '',
  ) {}

  /** What lets another process go on as the same person. */
  get pass(): string {
    return this.cookies
  }

  /**
   * Asks for something; a cookie in the answer is kept.
   * @throws Error with the product's words when it refuses.
   */
  async ask<Answer = unknown>(method: 'GET' | 'POST' | 'PUT', path: string, input?: object): Promise<Answer> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: {
        origin: this.origin,
        cookie: this.cookies,
        'idempotency-key': crypto.randomUUID(),
        ...(input && { 'content-type': 'application/json' }),
      },
      ...(input && { body: JSON.stringify(input) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    const given = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    if (given.length > 0) this.cookies = given.join('; ')
    return JSON.parse(text) as Answer
  }
}
