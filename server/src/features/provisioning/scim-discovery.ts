import { agentExtension, coreGroup, coreUser, type ScimObject } from './scim-value'

/** The most resources of one page. */
export const maxResults = 200

const config = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const resourceType = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const schemaOf = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** What this server can (RFC 7643, section 5). */
export const serviceProviderConfig = (base: string): ScimObject => ({
  schemas: [config],
  documentationUri: new URL('/manual/zh-CN/', base).href,
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token of the management centre, in the header Authorization.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

/** Which resources there are (RFC 7643, section 6). */
export const resourceTypes = (base: string): ScimObject[] => [
  {
    schemas: [resourceType],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'A member of the staff: 商家管理员 or 商家客服',
    schema: coreUser,
    schemaExtensions: [{ schema: agentExtension, required: false }],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/User` },
  },
  {
    schemas: [resourceType],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'A group of agents who share a queue (客服分组)',
    schema: coreGroup,
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/Group` },
  },
]

interface Facts {
  readonly type?: string
  readonly description?: string
  readonly required?: boolean
  readonly mutability?: string
  readonly uniqueness?: string
  readonly caseExact?: boolean
  readonly multiValued?: boolean
  readonly subAttributes?: readonly ScimObject[]
}

const attribute = (name: string, facts: Facts = {}): ScimObject => ({
  name,
  type: 'string',
  multiValued: false,
  description: '',
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...facts,
})

const several = (name: string, facts: Facts = {}) =>
  attribute(name, {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value'),
      attribute('display'),
      attribute('type'),
      attribute('primary', { type: 'boolean' }),
    ],
    ...facts,
  })

/** Something that is shown and cannot be said. */
const shown = (name: string, facts: Facts = {}) => attribute(name, { mutability: 'readOnly', ...facts })

const references = [shown('value'), shown('$ref', { type: 'reference' }), shown('display'), shown('type')]

const userAttributes = [
  attribute('userName', { required: true, uniqueness: 'server', description: 'By it the back office names him' }),
  attribute('name', {
    type: 'complex',
    subAttributes: ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map(
      (name) => attribute(name),
    ),
  }),
  attribute('displayName'),
  attribute('nickName', { description: 'What visitors see; without it displayName, then name. At most 40 characters' }),
  attribute('title'),
  attribute('userType', { description: 'main: the main account of the merchant, who is 商家管理员' }),
  ...['preferredLanguage', 'locale', 'timezone'].map((name) => attribute(name)),
  attribute('active', { type: 'boolean', description: 'false: he is out at once, and his dialogues go to others' }),
  several('emails'),
  several('phoneNumbers'),
  several('roles', { description: 'Key or name of a role here: administrator, agent, or one of the merchant’s own' }),
  attribute('groups', { type: 'complex', multiValued: true, mutability: 'readOnly', subAttributes: references }),
]

const agentAttributes = [
  attribute('account', {
    mutability: 'immutable',
    uniqueness: 'server',
    description: 'What stands after the colon at sign-in; made from userName where it is not said',
  }),
  attribute('mainAccount', { type: 'boolean', description: 'The main account of the merchant, who is 商家管理员' }),
  attribute('capacity', { type: 'integer', description: 'Dialogues he may hold at once' }),
  shown('role', { description: 'Key of the role he has' }),
]

const groupAttributes = [
  attribute('displayName', { required: true, uniqueness: 'server' }),
  attribute('members', { type: 'complex', multiValued: true, subAttributes: references }),
]

/** What resources are made of (RFC 7643, section 7). */
export const schemas = (base: string): ScimObject[] =>
  [
    { id: coreUser, name: 'User', description: 'A member of the staff', attributes: userAttributes },
    { id: agentExtension, name: 'Agent', description: 'What an agent is beside a user', attributes: agentAttributes },
    { id: coreGroup, name: 'Group', description: 'A group of agents', attributes: groupAttributes },
  ].map((schema) => ({
    schemas: [schemaOf],
    ...schema,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema.id}` },
  }))
