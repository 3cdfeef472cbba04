import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import {
  type Clock,
  type Connector,
  type FlowHostOptions,
  type Store,
  systemClock,
} from '@tiktok-ns/flow-engine'
import { openSqliteStore } from '@tiktok-ns/flow-engine/sqlite-store'
import { prebuiltHooks } from '@tiktok-ns/flows'
import type { Project } from './open-project.js'

/** The folder that holds the store, and what else has to outlive the process. */
export const stateFolderOf = ({ folder, spec }: Project): string => dirname(resolve(folder, spec.store))

/** The project's store. Made when it is not there yet. */
export const openProjectStore = async (project: Project): Promise<Store> => {
  mkdirSync(stateFolderOf(project), { recursive: true })
  return openSqliteStore({ path: resolve(project.folder, project.spec.store) })
}

/** A connector for each account of the project, by the connection's name. */
export const openConnections = (
  project: Project,
  { now, wait }: Clock = systemClock,
): ReadonlyMap<string, Connector> =>
  new Map(
    Object.entries(project.spec.connections).map(([name, { connector }]) => {
      const definition = project.connectors.find(({ description }) => description.name === connector)
      const settings = project.connectionSettings[name]
      if (definition === undefined || settings === undefined)
        throw new TypeError(`the project has no connection "${name}"`)
      return [
        name,
        definition.connect(settings, {
          now,
          wait,
          stateFolder: stateFolderOf(project),
          folder: project.folder,
        }),
      ]
    }),
  )

/** Names of fields that hold a person's data, in any of the project's systems. */
export const personalNamesOf = ({ connectors }: Project): ReadonlySet<string> =>
  new Set(connectors.flatMap(({ description }) => description.personal ?? []))

export interface HostParts {
  readonly store: Store
  readonly connections: ReadonlyMap<string, Connector>
  readonly clock?: Clock | undefined
}

/** What an instance of a flow runs with: a connector for each of its connections, the prebuilt flows' hooks, and the store. */
export const openHost = (
  { spec }: Project,
  instance: string,
  { store, connections, clock = systemClock }: HostParts,
): Pick<FlowHostOptions, 'clock' | 'connections' | 'hooks' | 'payloads' | 'stopEarly' | 'store'> => {
  const bound = Object.entries(spec.flows[instance]?.connections ?? {}).map(([name, connection]) => {
    const connector = connections.get(connection)
    if (connector === undefined) throw new TypeError(`the project has no connection "${connection}"`)
    return [name, connector] as const
  })
  const { payloads, stopEarly } = spec.operation
  return { clock, connections: Object.fromEntries(bound), hooks: prebuiltHooks, payloads, stopEarly, store }
}
