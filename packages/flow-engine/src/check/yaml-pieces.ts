import { isRecord } from '../expressions/is-record.js'
import type { SourcePlace } from './diagnostic.js'
import type { YamlFile, YamlPath } from './read-yaml.js'

/** A value put together from several files: each part knows where it was written. */
export type YamlPiece = WrittenPiece | MapPiece | ListPiece

/** As it stands in a file. */
interface WrittenPiece {
  readonly kind: 'written'
  readonly yaml: YamlFile
  readonly path: YamlPath
  readonly value: unknown
}

interface MapPiece {
  readonly kind: 'map'
  readonly yaml: YamlFile
  readonly path: YamlPath
  readonly members: ReadonlyMap<string, YamlPiece>
}

interface ListPiece {
  readonly kind: 'list'
  readonly yaml: YamlFile
  readonly path: YamlPath
  readonly items: readonly YamlPiece[]
}

export const writtenPiece = (yaml: YamlFile, path: YamlPath, value: unknown): YamlPiece => ({
  kind: 'written',
  yaml,
  path,
  value,
})

/** The members of a map; none for anything else. */
export const membersOf = (piece: YamlPiece): ReadonlyMap<string, YamlPiece> => {
  if (piece.kind === 'map') return piece.members
  const { yaml, path } = piece
  const value = piece.kind === 'written' ? piece.value : undefined
  const entries = isRecord(value) ? Object.entries(value) : []
  return new Map(entries.map(([name, member]) => [name, writtenPiece(yaml, [...path, name], member)]))
}

/** The items of a list; none for anything else. */
export const itemsOf = (piece: YamlPiece): readonly YamlPiece[] => {
  if (piece.kind === 'list') return piece.items
  const { yaml, path } = piece
  const value = piece.kind === 'written' ? piece.value : undefined
  return Array.isArray(value) ? value.map((item, index) => writtenPiece(yaml, [...path, index], item)) : []
}

export const withItems = ({ yaml, path }: YamlPiece, items: readonly YamlPiece[]): YamlPiece => ({
  kind: 'list',
  yaml,
  path,
  items,
})

/** The map with a member set, or taken away when it is undefined. */
export const withMember = (piece: YamlPiece, name: string, member: YamlPiece | undefined): YamlPiece => {
  const members = new Map(membersOf(piece))
  if (member === undefined) members.delete(name)
  else members.set(name, member)
  return { kind: 'map', yaml: piece.yaml, path: piece.path, members }
}

export const toValue = (piece: YamlPiece): unknown => {
  switch (piece.kind) {
    case 'written':
      return piece.value
    case 'map':
      return Object.fromEntries([...piece.members].map(([name, member]) => [name, toValue(member)]))
    case 'list':
      return piece.items.map(toValue)
    default:
      return piece satisfies never
  }
}

/** A file as `checkFlow` reads it, whose values stand in several files. */
export const toYamlFile = (piece: YamlPiece, { file, text }: YamlFile): YamlFile => ({
  file,
  text,
  value: toValue(piece),
  placeOf: (path, offset) => {
    const { yaml, path: written } = pieceAt(piece, path)
    return yaml.placeOf(written, offset)
  },
  placeOfKey: (path): SourcePlace => {
    const { yaml, path: written } = pieceAt(piece, path)
    return yaml.placeOfKey(written)
  },
})

/** Where the value at a path was written; below what is there, the path goes on as it is. */
const pieceAt = (piece: YamlPiece, path: YamlPath): { readonly yaml: YamlFile; readonly path: YamlPath } => {
  const [step, ...rest] = path
  if (step === undefined || piece.kind === 'written')
    return { yaml: piece.yaml, path: [...piece.path, ...path] }
  const member = piece.kind === 'map' ? piece.members.get(String(step)) : piece.items[Number(step)]
  return member === undefined ? { yaml: piece.yaml, path: [...piece.path, ...path] } : pieceAt(member, rest)
}
