"""SPARQLWrapper and rdflib ask an endpoint that serves data/notes; each answer is checked."""

import sys
import urllib.error

import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

endpoint = sys.argv[1]
ID = "https://w3id.org/annals/id/"
WHO = "SELECT ?who { ?who <https://w3id.org/annals/ns#approved> ?what } ORDER BY ?who"
EXPECTED = [ID + "joseph-stalin", ID + "mao-zedong"]


def wrapper(query, form, method="GET"):
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    return client


for method in ["GET", "POST"]:
    rows = wrapper(WHO, SPARQLWrapper.JSON, method).queryAndConvert()["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == EXPECTED, rows
    document = wrapper(WHO, SPARQLWrapper.XML, method).queryAndConvert()
    assert [uri.firstChild.data for uri in document.getElementsByTagName("uri")] == EXPECTED
    table = wrapper(WHO, SPARQLWrapper.CSV, method).queryAndConvert().decode()
    assert table.split() == ["who", *EXPECTED], table

direct = wrapper(WHO, SPARQLWrapper.JSON, "POST")
direct.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
assert len(direct.queryAndConvert()["results"]["bindings"]) == 2

assert wrapper("ASK { ?s ?p ?o }", SPARQLWrapper.JSON).queryAndConvert()["boolean"] is True
for form in [SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.N3, SPARQLWrapper.JSONLD]:
    graph = wrapper(f"DESCRIBE <{EXPECTED[0]}>", form).queryAndConvert()
    if isinstance(graph, bytes):
        graph = rdflib.Graph().parse(data=graph, format="turtle")
    assert len(graph) > 3, form

try:
    wrapper("SELECT ?who {", SPARQLWrapper.JSON).query()
except SPARQLWrapper.SPARQLExceptions.QueryBadFormed as error:
    assert b"line" in error.args[0].encode(), error
else:
    raise AssertionError("a query that is none was answered")

update = wrapper("INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }", SPARQLWrapper.JSON, "POST")
try:
    update.query()
except (urllib.error.HTTPError, SPARQLWrapper.SPARQLExceptions.SPARQLWrapperException) as error:
    assert "403" in str(error) or "refused" in str(error), error
else:
    raise AssertionError("an update was taken")

for returned, method in [("xml", "GET"), ("json", "POST"), ("xml", "POST_FORM")]:
    store = rdflib.Graph(SPARQLStore(endpoint, returnFormat=returned, method=method))
    assert [str(row.who) for row in store.query(WHO)] == EXPECTED, (returned, method)
    stalin = rdflib.URIRef(EXPECTED[0])
    names = {str(name) for name in store.objects(stalin, rdflib.RDFS.label)}
    assert names, (returned, method)
    assert (stalin, rdflib.RDFS.label, None) in store
    assert store.query("ASK { ?s ?p ?o }").askAnswer

whole = rdflib.Graph().parse(endpoint.replace("/sparql", "/store?default"), format="turtle")
assert len(whole) > 1_000
thing = rdflib.Graph().parse(endpoint.replace("/sparql", "/id/joseph-stalin"))
assert len(thing) > 3

print(f"SPARQLWrapper {SPARQLWrapper.__version__}, rdflib {rdflib.__version__}: answered right")
