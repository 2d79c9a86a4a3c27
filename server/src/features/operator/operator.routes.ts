import {
  operatorOperations,
  type OperatorActView,
  type OperatorInput,
  type OperatorOperationName,
} from '@keqiao/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Doors } from '../../platform/database/doors'
import {
  inputOf,
  refuseForeignPage,
  routePath,
  sendRefusal,
  type RouteParts,
  type RoutePlugin,
} from '../../platform/http'
import { isRefused, issuesOf, refuse, type Refused } from '../../platform/operations'
import { memoryThrottle } from '../session'
import { findTenantByCode, pageOfTenants, resumeTenant, suspendTenant, type Tenant } from '../tenant'
import { createMerchant, makeSetUpLink } from './create-merchant'
import {
  operatorOf,
  operatorSessionMs,
  setUpOperator,
  signInOperator,
  signOutOperator,
  type OpenedOperator,
} from './operator-accounts'
import { listActs, recordAct } from './operator-acts'
import type { Operator } from './operator.store'

const cookieName = 'keqiao-operator'

interface OperatorRouteParts {
  readonly doors: Doors
  readonly publicUrl: string
}

type Answer = Record<string, unknown> | Refused

interface Http {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The operator's door: apart from those of merchants, with a cookie that no other door is sent. */
export function operatorRoutes(parts: OperatorRouteParts): RoutePlugin {
  return (app, routeParts) => {
    bindAccount(app, routeParts, parts)
    bindMerchants(app, routeParts, parts)
  }
}

/** Binds one operation: own page, then who it is, then the input of the contract. */
function bind<Name extends OperatorOperationName>(
  app: FastifyInstance,
  { isOwnOrigin }: RouteParts,
  { doors }: OperatorRouteParts,
  name: Name,
  run: (
    input: ReturnType<(typeof operatorOperations)[Name]['input']['parse']>,
    operator: Operator | null,
    http: Http,
  ) => Promise<Answer>,
): void {
  const operation = operatorOperations[name]
  app.route({
    method: operation.http.method,
    url: routePath(operation.http.path),
    async handler(request, reply) {
      const foreign = refuseForeignPage(request, isOwnOrigin)
      if (foreign) return sendRefusal(reply, foreign)
      const operator = await operatorOf(doors, tokenIn(request))
      if (!operation.isPublic && !operator) return sendRefusal(reply, refuse('unauthenticated'))
      const input = inputOf(request)
      if (isRefused(input)) return sendRefusal(reply, input)
      const parsed = operation.input.safeParse(input)
      if (!parsed.success) return sendRefusal(reply, refuse('input_invalid', { issues: issuesOf(parsed.error) }))
      const answer = await run(parsed.data as Parameters<typeof run>[0], operator, { request, reply })
      return isRefused(answer) ? sendRefusal(reply, answer) : reply.send(answer)
    },
  })
}

function bindAccount(app: FastifyInstance, routeParts: RouteParts, parts: OperatorRouteParts): void {
  const { doors, publicUrl } = parts
  const throttle = memoryThrottle()
  const isSecure = publicUrl.startsWith('https://')
  const enters = (opened: OpenedOperator | Refused, { reply }: Http): Answer => {
    if (isRefused(opened)) return opened
    reply.header('set-cookie', cookie(opened.token, operatorSessionMs / 1_000, isSecure))
    return { name: opened.operator.name }
  }
  bind(app, routeParts, parts, 'setUp', async (input, _operator, http) =>
    enters(await setUpOperator(doors, input), http),
  )
  bind(app, routeParts, parts, 'signIn', async (input, _operator, http) =>
    enters(await signInOperator(doors, throttle, input, http.request.ip), http),
  )
  bind(app, routeParts, parts, 'get', async (_input, operator) => ({ name: operator?.name }))
  bind(app, routeParts, parts, 'signOut', async (_input, _operator, { request, reply }) => {
    await signOutOperator(doors, tokenIn(request))
    reply.header('set-cookie', cookie('', 0, isSecure))
    return {}
  })
}

function bindMerchants(app: FastifyInstance, routeParts: RouteParts, parts: OperatorRouteParts): void {
  const { doors, publicUrl } = parts
  /** Does something with the merchant of a code, and writes it down. */
  const bindAct = (
    name: 'suspendMerchant' | 'resumeMerchant' | 'makeSetUpLink',
    act: OperatorActView['act'],
    doIt: (tenant: Tenant) => Promise<Answer>,
  ) =>
    bind(app, routeParts, parts, name, async ({ code }: OperatorInput<typeof name>, operator) => {
      const tenant = await findTenantByCode(doors, code)
      if (!tenant || !operator) return refuse('not_found')
      // Before: what was written down and then failed is a question, what was done and not written down a hole.
      await recordAct(doors, operator, act, tenant.code)
      return doIt(tenant)
    })

  bind(app, routeParts, parts, 'listMerchants', async ({ search, after, limit }) => {
    const tenants = await pageOfTenants(doors, { search: search ?? '', after: after ?? '', limit: limit + 1 })
    return { merchants: tenants.slice(0, limit).map(merchantView), more: tenants.length > limit }
  })
  bind(app, routeParts, parts, 'createMerchant', async (input, operator) => {
    const created = operator && (await createMerchant(doors, publicUrl, input))
    if (!created) return refuse('merchant_code_taken')
    await recordAct(doors, operator, 'merchant_created', input.code)
    const { tenant, embed } = created
    const link = await makeSetUpLink(doors, publicUrl, tenant)
    const [merchant] = await pageOfTenants(doors, { search: '', after: '', limit: 1, code: tenant.code })
    return { merchant: merchant && merchantView(merchant), link, embed }
  })
  bindAct('suspendMerchant', 'merchant_suspended', async ({ id }) =>
    (await suspendTenant(doors, id)) ? {} : refuse('not_found'),
  )
  bindAct('resumeMerchant', 'merchant_resumed', async ({ id }) =>
    (await resumeTenant(doors, id)) ? {} : refuse('not_found'),
  )
  bindAct('makeSetUpLink', 'link_made', async (tenant) => ({ link: await makeSetUpLink(doors, publicUrl, tenant) }))
  bind(app, routeParts, parts, 'listActs', async ({ before }) => listActs(doors, before ?? null))
}

const merchantView = ({ code, name, status, createdAt }: Tenant & { readonly createdAt: number }) => ({
  code,
  name,
  status,
  createdAt,
})

function cookie(token: string, seconds: number, isSecure: boolean): string {
  const facts = `Path=/api/operator; HttpOnly; SameSite=Strict; Max-Age=${seconds}`
  return `${cookieName}=${token}; ${facts}${isSecure ? '; Secure' : ''}`
}

function tokenIn(request: FastifyRequest): string | null {
  return /(?:^|; ?)keqiao-operator=([\w-]{43})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1] ?? null
}
