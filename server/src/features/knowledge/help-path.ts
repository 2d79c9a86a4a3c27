/** Where the help centre of a merchant is, or one article of it; below the address of the installation. */
export function helpPathOf(tenantCode: string, slug?: string): string {
  return slug === undefined ? `/help/${tenantCode}` : `/help/${tenantCode}/${slug}`
}
