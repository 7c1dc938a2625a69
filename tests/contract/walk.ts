// The README's walk, by a client made from the document alone: node generated/walk.js ADDRESS FOLDER-OF-DEMO-KEYS
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/api.js";

const [baseUrl, keys] = process.argv.slice(2);
assert(baseUrl && keys, "usage: walk.js ADDRESS FOLDER");

const as = (role: string) =>
  createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${readFileSync(`${keys}/${role}.key`, "utf8").trim()}` } });
const [county, home, province] = [as("county"), as("home"), as("province")];
const told: components["schemas"]["LeadBody"] = JSON.parse(readFileSync(new URL("../../../samples/told-lead.json", import.meta.url), "utf8"));
const run = crypto.randomUUID();

/** The body of a 2xx; anything else is a problem, and its code says which. */
function must<T>({ data, error, response }: { data?: T; error?: components["schemas"]["ProblemDocument"]; response: Response }): T {
  assert(data !== undefined, `${response.url}: ${response.status} ${error?.code}`);
  return data;
}

// The province notes where the feed stands.
const { token } = must(await province.GET("/api/v1/exchange/changes", { params: { query: { start: "now" } } }));
assert(token);

// The county reports the lead; a repeat changes nothing.
const report = () => county.POST("/api/v1/leads", { params: { header: { "Idempotency-Key": `${run}-report` } }, body: told });
const [first, again] = [await report(), await report()];
const lead = must(first);
assert("id" in lead);
assert.equal(first.response.status, 201);
assert.deepEqual(must(again), lead);
assert.equal(again.response.headers.get("Idempotent-Replayed"), "true");
const etag = first.response.headers.get("ETag");
assert(etag);

// It stands in the list, masked.
const listed = must(await county.GET("/api/v1/leads", {
  params: { query: { channel: "beneficiary_thanks", region: "370600", "actedOn[gte]": "2025-05-01", "actedOn[lt]": "2025-05-02", sort: "-id", limit: 5 } }
}));
assert.equal(listed.items[0]?.id, lead.id);
assert.match(listed.items[0]?.persons?.[0]?.phone ?? "", /\*/);

// Accepting names the version decided on: without one it is refused by the types, with an old one by the host.
const accept = (ifMatch: string, key: string) => county.POST("/api/v1/leads/{id}/acceptance", {
  params: { path: { id: lead.id }, header: { "If-Match": ifMatch, "Idempotency-Key": `${run}-${key}` } },
  body: { reason: "三名见证人证实" }
});
// @ts-expect-error The version is missing.
void (() => county.POST("/api/v1/leads/{id}/acceptance", { params: { path: { id: lead.id }, header: { "Idempotency-Key": run } }, body: {} }));
const accepted = must(await accept(etag, "accept"));
assert("state" in accepted && accepted.state === "accepted");
const late = await accept(etag, "late");
assert.equal(late.response.status, 412);
assert.equal(late.error?.code, "record.version_stale");

// A code that is not among those allowed is named with those that are.
const wrong = await county.POST("/api/v1/leads", {
  params: { header: { "Idempotency-Key": `${run}-wrong` } },
  body: { ...told, channel: "smoke_signal" as "media" }
});
const params = wrong.error?.errors?.[0]?.params as { allowed?: string[] } | undefined;
assert.equal(wrong.error?.errors?.[0]?.code, "value.not_allowed");
assert(params?.allowed?.includes("beneficiary_thanks"));

// The province sees the lead arrive; the county of his household reads it, masked, and finds nothing it may not see.
const page = must(await province.GET("/api/v1/exchange/changes", { params: { query: { token } } }));
const item = page.items.findLast(change => change.id === lead.id);
assert.equal(item?.op, "upsert");
assert.equal(item?.version, accepted.version);
const seen = must(await home.GET("/api/v1/leads/{id}", { params: { path: { id: lead.id } } }));
assert.match(seen.persons?.[0]?.document?.number ?? "", /\*/);
const absent = await home.GET("/api/v1/leads/{id}", { params: { path: { id: crypto.randomUUID() } } });
assert.equal(absent.response.status, 404);

// In clear only for a purpose.
const clear = must(await county.GET("/api/v1/leads/{id}", { params: { path: { id: lead.id }, header: { "X-Purpose": "verification" } } }));
assert.equal(clear.persons?.[0]?.document?.number, told.persons?.[0]?.document?.number);

console.log("walk.ts: the README's walk by the generated client, from token to feed");
