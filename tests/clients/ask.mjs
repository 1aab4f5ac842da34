// fetch-sparql-endpoint, the client within Comunica, asks an endpoint that serves data/notes; each answer is checked.

import assert from "node:assert/strict";
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";

const endpoint = process.argv[2];
const id = "https://w3id.org/annals/id/";
const who = "SELECT ?who { ?who <https://w3id.org/annals/ns#approved> ?what } ORDER BY ?who";

for (const method of ["GET", "POST"]) {
    const fetcher = new SparqlEndpointFetcher({ method });
    const found = [];
    for await (const row of await fetcher.fetchBindings(endpoint, who)) found.push(row.who.value);
    assert.deepEqual(found, [`${id}joseph-stalin`, `${id}mao-zedong`]);
    assert.equal(await fetcher.fetchAsk(endpoint, "ASK { ?s ?p ?o }"), true);
    let triples = 0;
    for await (const quad of await fetcher.fetchTriples(endpoint, `DESCRIBE <${id}joseph-stalin>`)) {
        assert.equal(quad.subject.value, `${id}joseph-stalin`);
        triples += 1;
    }
    assert.ok(triples > 3);
    await assert.rejects(fetcher.fetchBindings(endpoint, "SELECT ?who {"), /400/);
}
const fetcher = new SparqlEndpointFetcher();
await assert.rejects(fetcher.fetchUpdate(endpoint, "CLEAR ALL"), /403/);

console.log("fetch-sparql-endpoint: answered right");
