import type { ConnectorDescription } from '../ports/connector.js'
import type { Diagnostic } from './diagnostic.js'
import { suggest } from './nearest-word.js'
import type { YamlFile } from './read-yaml.js'

/** Every connection leads to a connector that the host knows. */
export const checkConnectors = (
  connections: Readonly<Record<string, string>>,
  yaml: YamlFile,
  connectors: readonly ConnectorDescription[],
  report: (diagnostic: Diagnostic) => void,
): void => {
  const known = connectors.map(({ name }) => name)
  for (const [name, connector] of Object.entries(connections)) {
    if (known.includes(connector)) continue
    report({
      code: 'unknown-name',
      severity: 'error',
      ...yaml.placeOf(['connections', name]),
      problem: `there is no connector "${connector}"`,
      next: suggest(connector, known),
    })
  }
}
