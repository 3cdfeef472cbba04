import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Connector, FlowHostOptions, Store } from '@tiktok-ns/flow-engine'
import { openSqliteStore } from '@tiktok-ns/flow-engine/sqlite-store'
import { connectors } from '../connectors.js'
import type { Project } from './open-project.js'

/** The project's store. Made when it is not there yet. */
export const openProjectStore = async ({ folder, spec }: Project): Promise<Store> => {
  const path = resolve(folder, spec.store)
  mkdirSync(dirname(path), { recursive: true })
  return openSqliteStore({ path })
}

/** What an instance of a flow runs with: a connector for each of its connections, and the store. */
export const openHost = (project: Project, instance: string, store: Store): FlowHostOptions => {
  const bound = project.spec.flows[instance]?.connections ?? {}
  const connections = Object.fromEntries(
    Object.entries(bound).map(([name, connection]) => [name, connect(project, connection)]),
  )
  return { connections, store }
}

const connect = (project: Project, connection: string): Connector => {
  const entry = project.spec.connections[connection]
  const definition = connectors.find(({ description }) => description.name === entry?.connector)
  const settings = project.connectionSettings[connection]
  if (definition === undefined || settings === undefined)
    throw new TypeError(`the project has no connection "${connection}"`)
  const stateFolder = resolve(project.folder, dirname(project.spec.store))
  return definition.connect(settings, { stateFolder })
}
