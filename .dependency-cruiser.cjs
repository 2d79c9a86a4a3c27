// The import rules of docs/ARCHITECTURE.md, checked by `npm run boundaries`. There is no list of exceptions.
// tools/boundaries.test.ts breaks each of these rules once in a scratch repository and expects its name in the report.
const featureOrder = require('./tools/feature-order.json')

const test = '\\.(test|testing|story)\\.tsx?$'
const packages = ['domain', 'contract', 'client', 'server', 'console', 'widget', 'simulation', 'e2e', 'bench', 'tools']
const sourceOf = (...names) => `^(${names.join('|')})/`
const allBut = (...names) => sourceOf(...packages.filter((name) => !names.includes(name)))
const typeOnly = ['type-only']
const libraries = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown']

/** Which of our packages a package may import, itself included. The test of a package obeys the same line. */
const layers = {
  domain: [],
  contract: ['domain'],
  client: ['contract', 'domain'],
  server: ['contract', 'domain'],
  console: ['client', 'contract', 'domain'],
  widget: ['client', 'contract', 'domain'],
  simulation: ['server', 'client', 'contract', 'domain'],
  e2e: ['client', 'contract'],
  bench: ['client', 'contract'],
  tools: [],
}

const layerRules = Object.entries(layers).map(([name, below]) => ({
  name: `layer-${name}`,
  comment: `${name} imports ${below.length ? below.join(', ') : 'no other package of ours'}`,
  severity: 'error',
  from: { path: sourceOf(name) },
  to: { path: allBut(name, ...below) },
}))

const orderRules = featureOrder.slice(0, -1).map((feature, position) => ({
  name: `feature-order-${feature}`,
  comment:
    'features import leftwards only; influence rightwards travels by event. A test may set its stage with any of them.',
  severity: 'error',
  from: { path: `^server/src/features/${feature}/`, pathNot: test },
  to: { path: `^server/src/features/(${featureOrder.slice(position + 1).join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...orderRules,
    {
      name: 'feature-door',
      comment: 'another feature is entered through its index.ts, nowhere else',
      severity: 'error',
      from: { path: '^server/src/features/([^/]+)/' },
      to: {
        path: '^server/src/features/',
        pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'platform-below-features',
      comment: 'the platform knows nothing of the business above it',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(features|roles)/|^server/src/main\\.ts$' },
    },
    {
      name: 'production-without-testing',
      comment: 'server/src/testing and *.testing.ts are for tests and the simulator',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [test, '^server/src/testing/'] },
      to: { path: '^server/src/testing/|\\.testing\\.ts$' },
    },
    {
      name: 'domain-without-libraries',
      comment: 'the business rules depend on nothing, not even on Node',
      severity: 'error',
      from: { path: '^domain/src/', pathNot: test },
      to: { dependencyTypes: [...libraries, 'core'] },
    },
    {
      name: 'contract-with-zod-only',
      comment: 'the wire is data and its schemas',
      severity: 'error',
      from: { path: '^contract/src/', pathNot: test },
      to: { dependencyTypes: [...libraries, 'core'], pathNot: '(^|/)node_modules/zod/' },
    },
    {
      name: 'frames-without-schemas',
      comment: 'contract/frames is what the widget downloads: constants, nothing that pulls the schema library in',
      severity: 'error',
      from: { path: '^contract/src/frames(\\.ts$|/)', pathNot: test },
      to: { pathNot: '^contract/src/frames(\\.ts$|/)', dependencyTypesNot: typeOnly },
    },
    {
      name: 'client-without-libraries',
      comment: 'the client is framework-free and runs in browsers and in Node alike',
      severity: 'error',
      from: { path: '^client/src/', pathNot: test },
      to: { dependencyTypes: [...libraries, 'core'] },
    },
    {
      name: 'contract-types-only',
      comment: 'client and widget take types only from contract, but for contract/frames',
      severity: 'error',
      from: { path: '^(client|widget)/src/', pathNot: test },
      to: { path: '^contract/', pathNot: '^contract/src/frames(\\.ts$|/)', dependencyTypesNot: typeOnly },
    },
    {
      name: 'browser-without-node',
      comment: 'console and widget run in browsers',
      severity: 'error',
      from: { path: '^(console|widget)/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'widget-with-preact-only',
      comment: 'the widget has a byte budget',
      severity: 'error',
      from: { path: '^widget/src/', pathNot: test },
      to: { dependencyTypes: libraries, dependencyTypesNot: typeOnly, pathNot: '(^|/)node_modules/(preact|@preact)/' },
    },
    {
      name: 'server-without-dev-packages',
      comment: 'what runs in production is a dependency of the server, not of the repository',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [test, '^server/src/testing/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typeOnly },
    },
    {
      name: 'sign-in-library-in-session',
      comment: 'only the session feature knows better-auth',
      severity: 'error',
      from: { path: packages.map((name) => `^${name}/`).join('|'), pathNot: '^server/src/features/session/' },
      to: { path: '(^|/)node_modules/(better-auth|@better-auth)/' },
    },
    {
      name: 'driver-in-platform',
      comment: 'the database driver stays where SQL is spoken; proof programs read back with it from outside',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [test, '^server/src/(platform|testing)/', '\\.store\\.ts$'] },
      to: { path: '(^|/)node_modules/(pg|pg-pool)/', dependencyTypesNot: typeOnly },
    },
    {
      name: 'declared-packages',
      comment: 'every imported package stands in a package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere is checked by no other rule',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url|inline|worker)$' },
    },
    {
      name: 'no-runtime-cycle',
      comment: 'types may refer to each other; modules that run may not',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)dist/|^tools/fixtures/' },
    // Type-only imports must be seen as such: some rules and the cycle check let them pass, others do not.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.cjs', '.json', '.css', '.svg', '.html'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
