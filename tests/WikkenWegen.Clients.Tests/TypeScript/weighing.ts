// One whole weighing, from opening to review, by a client whose types all come from the document (openapi.ts).
import { randomUUID } from "node:crypto";
import assert from "node:assert/strict";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./openapi.js";

type Receipt = components["schemas"]["Receipt"];
type Answer<T> = { data?: T; error?: components["schemas"]["Problem"]; response: Response };

const address = process.argv[2];
assert(address, "the address of the API");

/** A client with a token of Development, for somebody with roles. */
async function somebody(subject: string, ...roles: string[]): Promise<Client<paths>> {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: subject, client_secret: "any", scope: roles.join(" ") });
  const answer = await fetch(`${address}development/token`, { method: "POST", body });
  const { access_token } = (await answer.json()) as { access_token: string };
  return createClient<paths>({ baseUrl: `${address}v1`, headers: { Authorization: `Bearer ${access_token}`, "Accept-Language": "en" } });
}

function good<T>(answer: Answer<T>): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
  assert.equal(answer.response.headers.get("API-Version"), "1.0.0");
  return answer.data;
}

/** A step: recorded on top of the version that the step before gave. */
async function step(answer: Promise<Answer<Receipt>>): Promise<void> {
  version = good(await answer).version;
}

const strategist = await somebody("ts-strategist", "strategist");
const decider = await somebody("ts-decider", "decider");
const approver = await somebody("ts-approver", "approver");

const opened = await strategist.POST("/weighings", {
  params: { header: { "Idempotency-Key": `"${randomUUID()}"` } },
  body: {
    title: "Toekomst van het complex (TypeScript)", question: "Wat doen we met dit complex?", level: "tactical", scale: "complex", ownership: "own",
    breadth: "narrow", sgeiRegime: "sgei", processForm: "advice", ownerRole: "Strateeg wonen", deciderRole: "Bestuurder",
    approverRole: "Raad van commissarissen", confidentiality: "internal",
  },
});
const receipt = good(opened);
const id = receipt.weighingId;
let version = receipt.version;
assert.equal(opened.response.headers.get("Location"), `/v1/weighings/${id}`);

/** The address of the weighing, and a key so that each step can be sent again. */
const at = () => ({ path: { id }, header: { "Idempotency-Key": `"${randomUUID()}"`, "If-Match": `"${version}"` } });
const decision = () => ({ path: { id, number: 1 }, header: { "Idempotency-Key": `"${randomUUID()}"`, "If-Match": `"${version}"` } });

await step(strategist.POST("/weighings/{id}/proposals", { params: at(), body: { name: "Niets doen", doNothing: true } }));
await step(strategist.POST("/weighings/{id}/proposals", { params: at(), body: { name: "Renoveren", costs: 10_400_000 } }));
await step(strategist.POST("/weighings/{id}/stakeholders", { params: at(), body: { party: "Bewoners", role: "Bewonerscommissie", say: "advises" } }));
await step(strategist.PUT("/weighings/{id}/criteria", {
  params: { path: { id }, header: { "If-Match": `"${version}"` } },
  body: {
    weightMethod: "direct",
    criteria: ["Betaalbaarheid", "Kwaliteit"].map((name) => ({
      code: name.slice(0, 3).toUpperCase(), name, direction: "higherIsBetter" as const, scale: { worst: 1, best: 10, unit: "punten" }, weight: 50,
    })),
  },
}));
await step(strategist.POST("/weighings/{id}/rounds", { params: at(), body: { about: "Wat vindt u ervan?" } }));
await step(strategist.POST("/weighings/{id}/inputs", { params: at(), body: { round: 1, stakeholder: "B1", position: "inFavour", statement: "Graag." } }));
await step(strategist.POST("/weighings/{id}/rounds/{number}/closing", { params: decision(), body: {} }));
await step(strategist.POST("/weighings/{id}/advice-requests", { params: at(), body: { stakeholder: "B1", about: "Het voornemen", statutory: true } }));
await step(strategist.POST("/weighings/{id}/advice-requests/{number}/advice", { params: decision(), body: { tenor: "positive" } }));
for (const criterion of ["BET", "KWA"])
  await step(strategist.POST("/weighings/{id}/scores", {
    params: at(),
    body: { proposal: { code: "V2" }, criterion, by: { role: "Strateeg wonen" }, low: 6, expected: 7.5, high: 9 },
  }));
await step(decider.POST("/weighings/{id}/decisions", {
  params: at(),
  body: { kind: "chosen", proposal: { code: "V2" }, rationale: "Het vraagt het minst van wie hier woont.", assumptions: ["De subsidie komt."], reviewDate: "2099-06-01" },
}));
await step(strategist.POST("/weighings/{id}/advice-requests/{number}/following", { params: decision(), body: {} }));

// A problem is typed too: who decided does not approve, and the decider has no such role.
const refused = await decider.POST("/weighings/{id}/decisions/{number}/approval", { params: decision(), body: { approved: true } });
assert.equal(refused.response.status, 403);
assert.equal(refused.error?.type, "/v1/problem-types/forbidden");
const wrong = await approver.POST("/weighings/{id}/decisions/{number}/approval", { params: decision(), body: { approved: true, occurredAt: "gisteren" } });
assert.equal(wrong.error?.errors[0]?.pointer, "/occurredAt");

await step(approver.POST("/weighings/{id}/decisions/{number}/approval", { params: decision(), body: { approved: true } }));
await step(strategist.POST("/weighings/{id}/decisions/{number}/execution", { params: decision(), body: {} }));
await step(strategist.POST("/weighings/{id}/decisions/{number}/reviews", {
  params: decision(), body: { expected: "Rust.", found: "Onrust.", conclusion: "continue" },
}));

// The same key gives the same answer, and what is there already is not sent again.
const params = at();
const once = good(await strategist.POST("/weighings/{id}/closing", { params, body: {} }));
const twice = good(await strategist.POST("/weighings/{id}/closing", { params, body: {} }));
assert.deepEqual(twice, once);
const read = await strategist.GET("/weighings/{id}", { params: { path: { id } } });
const view = good(read);
assert.equal(view.status, "closed");
assert.equal(view.version, once.version);
const again = await strategist.GET("/weighings/{id}", { params: { path: { id }, header: { "If-None-Match": read.response.headers.get("ETag") ?? "" } } });
assert.equal(again.response.status, 304);

// Page by page through the history.
let cursor: string | undefined;
const numbers: number[] = [];
do {
  const page = good(await strategist.GET("/weighings/{id}/events", { params: { path: { id }, query: { limit: 5, ...(cursor ? { cursor } : {}) } } }));
  numbers.push(...page.items.map((entry) => entry.number));
  cursor = page.nextCursor;
} while (cursor);
assert.deepEqual(numbers, Array.from({ length: view.version }, (_, i) => i + 1));
console.log(JSON.stringify({ id, version: view.version }));
