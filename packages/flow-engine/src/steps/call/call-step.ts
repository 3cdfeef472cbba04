import { z } from 'zod'
import { suggest } from '../../check/nearest-word.js'
import { type SettingSpecs, toSettingsSchema } from '../../check/setting-spec.js'
import { nameSpec, stepBase, templateSpec } from '../../check/shared-spec.js'
import { checkSettings } from '../../compile/check-settings.js'
import { isFixed } from '../../expressions/is-fixed.js'
import type { Json } from '../../json.js'
import { defineStep, type LoadedFragment, type StepCheckContext } from '../step-definition.js'

const schema = z.strictObject({
  call: nameSpec.describe("The step's id; later steps read the fragment's answer as `steps.<id>`."),
  fragment: z.string().min(1).describe('Path of the fragment, from this file.'),
  with: z.record(z.string(), templateSpec).default({}).describe("Values for the fragment's parameters."),
  connections: z
    .record(z.string(), z.string())
    .default({})
    .describe("The fragment's connection names to the flow's, where they differ."),
  ...stepBase,
})

type Spec = z.infer<typeof schema>

/** The flow's connection for each of the fragment's. */
const connectionsFor = ({ connections }: Spec, { spec }: LoadedFragment) =>
  Object.fromEntries(Object.keys(spec.connections).map(name => [name, connections[name] ?? name]))

const checkConnections = (spec: Spec, loaded: LoadedFragment, context: StepCheckContext): void => {
  for (const name of Object.keys(spec.connections))
    if (!Object.hasOwn(loaded.spec.connections, name))
      context.problem(
        ['connections', name],
        `the fragment has no connection "${name}"`,
        suggest(name, Object.keys(loaded.spec.connections)),
        'unknown-name',
      )
  for (const [inside, outside] of Object.entries(connectionsFor(spec, loaded))) {
    const path = Object.hasOwn(spec.connections, inside) ? ['connections', inside] : ['fragment']
    const found = context.connectorOf(outside, path)
    const wanted = loaded.spec.connections[inside]
    if (found !== undefined && found.description.name !== wanted)
      context.problem(
        path,
        `the fragment's connection "${inside}" is ${wanted}, and "${outside}" is ${found.description.name}`,
        'name another connection under "connections:"',
      )
  }
}

const checkParameters = (spec: Spec, parameters: SettingSpecs, context: StepCheckContext): void => {
  context.template(spec.with, ['with'])
  // A value that is worked out for each record is there, whatever it will be.
  const given = Object.fromEntries(
    Object.entries(spec.with).map(([name, value]): [string, Json] => [name, isFixed(value) ? value : null]),
  )
  for (const { path, problem, next } of checkSettings(toSettingsSchema(parameters), given).problems) {
    const [name = ''] = path
    if (Object.hasOwn(spec.with, name) && !isFixed(spec.with[name] ?? null)) continue
    context.problem(['with', ...path], problem.replaceAll('setting', 'parameter'), next)
  }
}

const withoutUnknown = (answers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(answers).map(([id, shape]) => [id, shape ?? {}]))

const defaultsOf = (parameters: SettingSpecs): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

export const callStep = defineStep<Spec>({
  kind: 'call',
  summary: 'Does the steps of a fragment, which several flows may share.',
  schema,
  nested: (spec, files) => {
    const loaded = files.fragment(spec.fragment)
    return loaded === undefined
      ? []
      : [{ key: 'steps', path: ['steps'], steps: loaded.spec.steps, yaml: loaded.yaml }]
  },
  check: (spec, context) => {
    const loaded = context.fragment(spec.fragment)
    if (loaded === undefined) return { record: undefined }
    checkConnections(spec, loaded, context)
    checkParameters(spec, loaded.spec.parameters, context)
    const { record, answers } = context.nested('steps', {
      names: { parameters: { type: 'object', properties: loaded.spec.parameters } },
      alone: loaded,
    })
    return {
      record,
      answer:
        loaded.spec.answer === undefined
          ? { type: 'object', properties: withoutUnknown(answers) }
          : undefined,
    }
  },
  compile: (spec, { base, nested, fragment, connection }) => {
    const loaded = fragment(spec.fragment)
    if (loaded === undefined) throw new TypeError(`the fragment ${spec.fragment} has not been checked`)
    const inside = connectionsFor(spec, loaded)
    const connections = Object.fromEntries(
      Object.entries(inside).map(([name, outside]) => [name, connection(outside)]),
    )
    const { answer } = loaded.spec
    return {
      ...base,
      kind: 'call',
      fragment: loaded.spec.fragment,
      parameters: { ...defaultsOf(loaded.spec.parameters), ...spec.with },
      connections,
      steps: nested('steps', { connections }),
      ...(answer === undefined ? {} : { answer }),
    }
  },
  examples: [
    {
      title: 'The customer is found in the same way by every flow',
      yaml: '- call: customer\n  fragment: ../shared/find-customer.fragment.yaml\n  with: { email: "${record.buyer_email}" }',
    },
  ],
})
