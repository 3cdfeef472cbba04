export { createProgram, type ProgramOptions } from './create-program.js'
export { type ExitCode, exitCode } from './exit-code.js'
export { type ProjectSpec, projectSpec } from './project/project-file.js'
