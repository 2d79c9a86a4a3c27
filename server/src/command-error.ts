/** Something whoever typed a command can put right. */
export class CommandError extends Error {}
