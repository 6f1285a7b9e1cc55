// Serves the receiver of docs/webhooks.md, whose file is named first, as servers do that hand out a web Request.
import { createServer } from "node:http";

const { receive } = await import(process.argv[2]);

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, headers, url } = request;
  const answer = await receive(new Request(`http://localhost${url}`, { method, headers, body: Buffer.concat(chunks) }));
  response.writeHead(answer.status).end();
}).listen(Number(process.env.PORT), "127.0.0.1");
