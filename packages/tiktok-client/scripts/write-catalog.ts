import { catalog } from './reference.js'

/** All paths by method, for completion in `request`. */
export const catalogTypes = (header: string): string => {
  const methods = [...new Set(catalog.map(({ method }) => method))].sort()
  const members = methods.map(method => {
    const paths = [
      ...new Set(catalog.filter(entry => entry.method === method).map(({ path }) => path)),
    ].sort()
    return `  readonly ${method}:\n${paths.map(path => `    | '${path}'`).join('\n')}`
  })
  return `${header}/** Every path of the Open API that is known, by method. */\nexport interface CatalogPaths {\n${members.join('\n')}\n}\n`
}
