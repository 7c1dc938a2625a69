// Sends one file with the stock client: node upload.mjs '{"endpoint":…,"key":…,"file":…,"metadata":{…},"chunkSize":…,"byPost":…}'.
// Prints what the client met on its way: where the file is, the offsets it went on from, the refusals it got over.
import { createReadStream, statSync } from "node:fs";
import { Upload } from "tus-js-client";

const asked = JSON.parse(process.argv[2]);
const met = { resumedAt: [], refusals: [], cuts: 0 };

const upload = new Upload(createReadStream(asked.file), {
  endpoint: asked.endpoint,
  uploadSize: statSync(asked.file).size,
  headers: { Authorization: `Bearer ${asked.key}` },
  metadata: asked.metadata ?? {},
  chunkSize: asked.chunkSize ?? Infinity,
  overridePatchMethod: asked.byPost ?? false,
  uploadDataDuringCreation: asked.withCreation ?? false,
  retryDelays: Array(600).fill(100),
  onAfterResponse: (request, response) => {
    if (request.getMethod() === "HEAD" && response.getStatus() === 200) met.resumedAt.push(Number(response.getHeader("Upload-Offset")));
    if (response.getStatus() >= 400) met.refusals.push(response.getStatus());
  },
  onShouldRetry: (error) => {
    const status = error.originalResponse ? error.originalResponse.getStatus() : 0;
    if (status === 0) met.cuts++;
    return status === 0 || status === 409 || status === 423 || status >= 500;
  },
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => {
    console.log(JSON.stringify({ ...met, url: upload.url }));
    process.exit(0);
  },
});
upload.start();
