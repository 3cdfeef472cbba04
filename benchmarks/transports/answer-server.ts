import { createServer } from 'node:http'
import { sampleAnswer } from './sample-messages.js'

/** Takes any request in whole and answers it with the same JSON. */
const answer = JSON.stringify(sampleAnswer)

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(answer)
  })
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  console.log(JSON.stringify({ url: `http://127.0.0.1:${address.port}/` }))
})

process.stdin.resume().on('end', () => {
  server.close()
  server.closeAllConnections()
})
