/** A type of a newer server shows as it is written. */
export const typeName = (names: Readonly<Record<string, string>>, type: string): string => names[type] ?? type
