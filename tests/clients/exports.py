"""Every export, read by a program that it is for: `exports.py ANNALS NOTES MERMAID.min.js`.

What each reader finds is compared, count by count and value by value, with what SPARQL finds in the same graph. networkx reads
GraphML and GEXF, Graphviz draws DOT, Mermaid its diagram in Chromium, pyoxigraph RDF 1.2 and nanopublications, rdflib RDF 1.1,
pyshacl holds a part of a graph to the shapes of a whole one; Python's own readers take JSON, CSV, XML, HTML.
"""

import collections
import csv
import html.parser
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

import networkx
import pyoxigraph
import pyshacl
import rdflib

annals, notes, mermaid = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]).resolve()
here = pathlib.Path(__file__).resolve().parent
made = pathlib.Path(tempfile.mkdtemp())
AN = "https://w3id.org/annals/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
csv.field_size_limit(10**9)


def run(*arguments, allowed=(0, 1)):
    done = subprocess.run([annals, *arguments], capture_output=True)
    assert done.returncode in allowed, (arguments, done.returncode, done.stderr.decode())
    return done


def export(name, *arguments):
    """The path of what is written in this format."""
    path = made / (name + re.sub(r"\W", "", "".join(arguments)))
    done = run("export", "--notes", notes, "--format", name, "-o", str(path), *arguments)
    assert path.exists(), (name, arguments, done.stderr.decode())
    return path


def select(query):
    rows = json.loads(run("query", "--format", "json", "--notes", notes, query).stdout)["results"]["bindings"]
    return [{key: cell["value"] for key, cell in row.items()} for row in rows]


def plain(text):
    """What XML can hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def on_one_line(text):
    return " ".join(text.split())


# --- What is there -----------------------------------------------------------------------------------------------

VOUCHED = "FILTER(?polarity = an:Affirmed && COALESCE(?vouched, ?stance = an:Asserted && !BOUND(?holder)))"
CLAIM = """
SELECT * {
  ?claim a an:Claim ; rdf:predicate ?relation ; an:polarity ?polarity ; an:stance ?stance ; an:confidence ?confidence ;
    prov:wasDerivedFrom ?span .
  ?span oa:exact ?evidence ; an:line ?line ; oa:hasSource/an:path ?note .
  OPTIONAL { ?claim rdf:subject ?subject } OPTIONAL { ?claim rdf:object ?object }
  OPTIONAL { ?claim an:when ?time } OPTIONAL { ?claim an:earliest ?earliest } OPTIONAL { ?claim an:latest ?latest }
  OPTIONAL { ?claim an:asserted ?vouched } OPTIONAL { ?claim prov:wasAttributedTo ?holder }
"""
facts = {row["claim"]: row for row in select(CLAIM + VOUCHED + "}")}
claims = {row["claim"]: row for row in select(CLAIM + "}")}
labels = {row["thing"]: row["label"] for row in select("SELECT ?thing ?label { ?thing rdfs:label ?label }")}
aliases = collections.defaultdict(set)
for row in select("SELECT ?thing ?name { ?thing skos:altLabel ?name }"):
    aliases[row["thing"]].add(row["name"])
assert len(facts) > 8 and len(claims) > len(facts), (len(facts), len(claims))


def stated(of):
    """The claims that say something of two things."""
    two = {name: row for name, row in of.items() if "subject" in row and row.get("object") in labels}
    return {name: row for name, row in two.items() if row["subject"] != row["object"]}


def check_network(name, nodes, edges, of, held=lambda text: text):
    """Nodes (IRI → values) and edges (a list of values with `source` and `target`) are what the graph says."""
    for iri, node in nodes.items():
        assert node["label"] == held(labels[iri]), (name, iri, node)
        given = node.get("aliases") or []
        given = given if isinstance(given, list) else given.split(" | ")
        assert set(given) == {held(alias) for alias in aliases[iri]}, (name, node)
    direct = {edge["claim"]: edge for edge in edges if edge["tie"] == "stated"}
    assert direct.keys() == stated(of).keys(), (name, len(direct), len(stated(of)))
    for claim, row in stated(of).items():
        edge = direct[claim]
        assert (edge["source"], edge["target"]) == (row["subject"], row["object"]), (name, edge)
        for key in ["relation", "time", "earliest", "latest", "evidence", "note"]:
            assert (edge.get(key) or None) == (held(row[key]) if key in row else None), (name, key, edge, row)
        assert int(edge["line"]) == int(row["line"]) and float(edge["confidence"]) == float(row["confidence"])
        assert str(edge["fact"]).lower() == str(claim in facts).lower(), (name, edge)
        assert edge["polarity"] == row["polarity"].removeprefix(AN).lower()
        assert edge["stance"] == row["stance"].removeprefix(AN).lower()
        assert (edge["label"].startswith("not: ")) == (edge["polarity"] == "negated"), (name, edge)
    ends = {end for edge in edges for end in (edge["source"], edge["target"])}
    assert ends <= nodes.keys()
    about = {row.get("subject") or row.get("object") for row in of.values()}
    assert about <= nodes.keys(), (name, about - nodes.keys())


def read_graphml(path):
    graph = networkx.read_graphml(path, force_multigraph=True)
    iris = {node: values["iri"] for node, values in graph.nodes(data=True)}
    nodes = {values["iri"]: values for _, values in graph.nodes(data=True)}
    return nodes, [{**values, "source": iris[a], "target": iris[b]} for a, b, values in graph.edges(data=True)]


def read_gexf(path):
    graph = networkx.read_gexf(path)
    ET.parse(path)
    edges = []
    for a, b, values in graph.edges(data=True):
        assert values.get("start") == values.get("earliest") and values.get("end") == values.get("latest"), values
        edges.append({**values, "source": a, "target": b})
    return dict(graph.nodes(data=True)), edges


def read_cytoscape(path):
    subprocess.run([sys.executable, "-m", "json.tool", path], check=True, capture_output=True)
    elements = json.loads(path.read_text())["elements"]
    for edge in elements["edges"]:
        assert ("claim" in edge["classes"].split()) != edge["data"]["fact"]
    return {node["data"]["id"]: node["data"] for node in elements["nodes"]}, [edge["data"] for edge in elements["edges"]]


def read_csv(folder):
    def table(name):
        with open(folder / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, strict=True))

    nodes = {row["Id"]: {**row, "label": row["Label"]} for row in table("nodes.csv")}
    return nodes, [{**row, "source": row["Source"], "target": row["Target"], "label": row["Label"]} for row in table("edges.csv")]


def read_neo4j(folder):
    def table(name):
        with open(folder / name, newline="", encoding="utf-8") as file:
            text = file.read()
        assert "\\" not in text, "Neo4j may take a backslash for an escape"
        back = lambda name, cell: cell if name in ("iri", "relation", "claim", "start", "end", "id") else cell.replace("~1", "\\").replace("~0", "~")
        return [{name: back(name, cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)]

    nodes, edges = table("nodes.csv"), table("relationships.csv")
    script = (folder / "load.cypher").read_text()
    # Names in the script are those in the tables, and of letters, digits and _ only.
    named = set(re.findall(r"row\.type = '(\w+)'", script)) | {"Thing"}
    assert named == {row["type"] for row in nodes + edges} | {"Thing"}, named
    assert set(re.findall(r"`([^`]*)`", script)) <= named and "DETACH" not in script
    assert script.count("LOAD CSV") == len(named - {"Thing"}) + 1
    return {row["iri"]: row for row in nodes}, [{**row, "source": row["start"], "target": row["end"]} for row in edges]


readers = {
    "graphml": (read_graphml, plain),
    "gexf": (read_gexf, plain),
    "cytoscape": (read_cytoscape, str),
    "csv": (read_csv, str),
    "neo4j": (read_neo4j, str),
}
network = None
for name, (read, held) in readers.items():
    for of, flags in [(facts, []), (claims, ["--claims"])]:
        nodes, edges = read(export(name, *flags))
        check_network(name, nodes, edges, of, held)
        if name == "cytoscape" and not flags:
            network = nodes, edges
# All of them have the same nodes and edges.
nodes, edges = network
for name, (read, _) in readers.items():
    other = read(export(name))
    assert other[0].keys() == nodes.keys() and len(other[1]) == len(edges), name

# --- For spreadsheets --------------------------------------------------------------------------------------------

for name in ["nodes.csv", "edges.csv"]:
    with open(export("csv", "--claims", "--spreadsheet") / name, newline="", encoding="utf-8-sig") as file:
        guarded = [cell for row in csv.reader(file, strict=True) for cell in row]
    with open(export("csv", "--claims") / name, newline="", encoding="utf-8") as file:
        faithful = [cell for row in csv.reader(file, strict=True) for cell in row]
    assert not [cell for cell in guarded if cell.startswith(tuple("=+-@\t\r\n"))]
    assert faithful == [cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠") else cell for cell in guarded]

# --- What is drawn -----------------------------------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"
# What reads the same between two nodes is drawn once.
arrows = {(edge["source"], edge["target"], edge["label"]) for edge in edges}


def shown(text):
    """A name as it is drawn: on one line, without what cannot be seen."""
    return on_one_line(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", plain(text)))


drawn = ET.fromstring(subprocess.run(["dot", "-Tsvg", export("dot")], check=True, capture_output=True).stdout)
kinds = collections.Counter(group.get("class") for group in drawn.iter(SVG + "g"))
assert (kinds["node"], kinds["edge"]) == (len(nodes), len(arrows)), kinds
words = {on_one_line("".join(text.text for text in group.iter(SVG + "text")).replace("\xa0", " ")) for group in drawn.iter(SVG + "g") if group.get("class") == "node"}
assert words == {shown(labels[iri]) for iri in nodes}, words ^ {shown(labels[iri]) for iri in nodes}
dashed = subprocess.run(["dot", "-Tsvg", export("dot", "--claims")], check=True, capture_output=True).stdout
assert b"stroke-dasharray" in dashed

page = made / "mermaid.html"
diagram = export("mermaid").read_text()
page.write_text(
    f'<!DOCTYPE html><meta charset="utf-8"><div id="d"></div><script src="{mermaid.as_uri()}"></script><script>\n'
    "mermaid.initialize({startOnLoad: false, maxEdges: 100000, maxTextSize: 10000000});\n"
    f"const text = {json.dumps(diagram).replace('<', chr(92) + 'u003c')};\n"
    "mermaid.render('drawn', text).then(r => { document.getElementById('d').innerHTML = r.svg; document.title = 'drawn'; },"
    " e => { document.title = 'failed: ' + e.message; });\n</script>"
)
browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom", page.as_uri()]
dom = subprocess.run(browser, check=True, capture_output=True).stdout.decode()
assert "<title>drawn</title>" in dom, re.findall("<title>.*?</title>", dom)


class Words(html.parser.HTMLParser):
    """The text of each element of a class or name."""

    def __init__(self, wanted):
        super().__init__()
        self.wanted, self.depth, self.found = wanted, 0, []

    def handle_starttag(self, tag, attributes):
        if self.depth:
            self.depth += tag not in ("br", "meta", "img", "input")
        elif tag == self.wanted or self.wanted in (dict(attributes).get("class") or "").split():
            self.depth = 1
            self.found.append("")

    def handle_endtag(self, tag):
        self.depth -= self.depth > 0

    def handle_data(self, data):
        if self.depth:
            self.found[-1] += data

    @classmethod
    def of(cls, text, wanted):
        parser = cls(wanted)
        parser.feed(text)
        return [on_one_line(words) for words in parser.found]


unseen = re.compile("[\ufffe\uffff]")
names = Words.of(dom, "nodeLabel")
assert sorted(unseen.sub("", name) for name in names) == sorted(unseen.sub("", shown(labels[iri])).replace("\ufffd", "") for iri in nodes), (
    sorted(names), sorted(shown(labels[iri]) for iri in nodes))
assert diagram.count("-->") == len(arrows)
assert export("mermaid", "--claims").read_text().count(".->") > 0

canvas = json.loads(export("canvas").read_text())
cards = {card["id"]: card for card in canvas["nodes"]}
assert len(cards) == len(canvas["nodes"]) == len(nodes) and len(canvas["edges"]) == len(arrows)
assert all(arrow["fromNode"] in cards and arrow["toNode"] in cards for arrow in canvas["edges"])
unescaped = {re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", card["text"].split("\n")[0][2:-2]) for card in cards.values()}
expected = {on_one_line(labels[iri]) for iri in nodes if shown(labels[iri]) == on_one_line(labels[iri])}
assert expected <= unescaped, expected - unescaped


def assert_apart(boxes):
    """No two boxes (x, y, width, height) overlap."""
    open_boxes = []
    for x, y, width, height in sorted(boxes):
        open_boxes = [box for box in open_boxes if box[0] + box[2] > x]
        assert all(y + height <= other[1] or other[1] + other[3] <= y for other in open_boxes), (x, y)
        open_boxes.append((x, y, width, height))


assert_apart([(card["x"], card["y"], card["width"], card["height"]) for card in cards.values()])

svg = ET.parse(export("svg")).getroot()
groups = [group for group in svg.iter(SVG + "g") if "node" in group.get("class", "")]
assert len(groups) == len(nodes)
boxes = [tuple(int(group.find(SVG + "rect").get(key)) for key in ("x", "y", "width", "height")) for group in groups]
assert_apart(boxes)
assert max(x + width for x, _, width, _ in boxes) <= int(svg.get("width")) and max(y + h for _, y, _, h in boxes) <= int(svg.get("height"))

# --- Reports -----------------------------------------------------------------------------------------------------

report = export("html").read_text()
outside = re.findall(r"<(?:script|link|img|iframe|object|embed)\b|@import|url\((?!#)|\bon\w+=", re.sub(r'"[^"]*"', '""', report))
assert not outside, outside
headings = [heading for heading in Words.of(report, "h2") if heading not in ("Contents", "Network", "Timeline")]
things = {row.get(key) for row in claims.values() for key in ("subject", "object", "holder") if row.get(key) in labels}
escaped = lambda text: re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", lambda c: "\\u{%x}" % ord(c[0]), text)
assert {escaped(on_one_line(labels[thing])) for thing in things} <= set(headings)
evidence = set(Words.of(report, "receipt"))
for row in claims.values():
    start = f"“{escaped(on_one_line(row['evidence']))}” {escaped(row['note'])}:{row['line']}"
    assert any(on_one_line(words).startswith(start) for words in evidence), start
text = export("markdown").read_text()
assert len(re.findall("^## ", text, re.M)) == len(headings)
assert all(f":{row['line']}`" in text for row in claims.values())
assert text.count("### Claimed, not fact") == len([words for words in Words.of(report, "h3") if words.startswith("Claimed")]) > 0

# --- RDF ---------------------------------------------------------------------------------------------------------

formats = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "n-quads": pyoxigraph.RdfFormat.N_QUADS,
}
old = {quad.triple for quad in pyoxigraph.parse(path=export("n-triples"), format=formats["n-triples"])}
assert len(rdflib.Graph().parse(export("turtle"), format="turtle")) == len(old)
json.loads(export("json-ld").read_text())
node = lambda name: pyoxigraph.NamedNode(RDF + name)
for name, form in formats.items():
    new = {quad.triple for quad in pyoxigraph.parse(path=export(name, "--rdf", "1.2"), format=form)}
    again = set()
    one_place = {claim for claim, row in claims.items() if "object" not in row}
    for triple in new:
        if triple.predicate == node("reifies"):
            of = triple.object
            again |= {pyoxigraph.Triple(triple.subject, node("subject"), of.subject), pyoxigraph.Triple(triple.subject, node("predicate"), of.predicate)}
            if triple.subject.value not in one_place:
                again.add(pyoxigraph.Triple(triple.subject, node("object"), of.object))
            # A fact is asserted, what is only claimed is not, unless other words assert it.
            vouched = triple.subject.value in facts
            assert not vouched or of in new, (name, of)
        else:
            again.add(triple)
    assert again == old, (name, len(again ^ old), list(again ^ old)[:3])
    reifiers = {triple.subject.value for triple in new if triple.predicate == node("reifies")}
    assert reifiers == {claim for claim, row in claims.items() if "subject" in row}, name

path = export("nanopubs", "--created", "2026-05-01T12:00:00Z")
quads = list(pyoxigraph.parse(path=path, format=formats["trig"]))
dataset = rdflib.Dataset()
dataset.parse(path, format="trig")
assert len(list(dataset.quads())) == len(set(quads))
NP = "http://www.nanopub.org/nschema#"
publications = {quad.subject for quad in quads if quad.predicate.value == RDF + "type" and quad.object.value == NP + "Nanopublication"}
assert len(publications) == len(claims)
said = {(quad.subject, quad.predicate.value): quad.object for quad in quads}
graphs = collections.defaultdict(list)
for quad in quads:
    graphs[quad.graph_name].append(quad)
for publication in publications:
    parts = [said[publication, NP + name] for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
    assertion, provenance, info = (graphs[part] for part in parts)
    assert assertion and any(quad.subject == parts[0] for quad in provenance) and any(quad.subject == publication for quad in info)
    claim = next(quad.subject.value for quad in assertion if quad.object.value == AN + "Claim")
    row = claims[claim]
    if "subject" in row and row.get("object") in labels:
        triple = pyoxigraph.Triple(*map(pyoxigraph.NamedNode, (row["subject"], row["relation"], row["object"])))
        assert (triple in [quad.triple for quad in assertion]) == (claim in facts), (claim, row)
assert len(graphs) == 4 * len(publications)
assert sum(quad.predicate.value == "http://purl.org/dc/terms/created" for quad in quads) == len(publications)

# --- A part ------------------------------------------------------------------------------------------------------

some = collections.Counter(row["subject"] for row in stated(facts).values()).most_common(1)[0][0]
part = rdflib.Graph().parse(export("turtle", "--entity", some), format="turtle")
conforms, _, told = pyshacl.validate(part, shacl_graph=str(here / "../../ontology/shapes.ttl"))
assert conforms, told
whole = rdflib.Graph().parse(export("turtle"), format="turtle")
assert 0 < len(part) < len(whole) and not set(part) - set(whole)
about = select(f"SELECT DISTINCT ?claim {{ ?claim a an:Claim . {{ ?claim ?p <{some}> }} UNION {{ <{some}> an:claim ?claim }} }}")
found = {str(subject) for subject in part.subjects(rdflib.RDF.type, rdflib.URIRef(AN + "Claim"))}
assert found == {row["claim"] for row in about}, (len(found), len(about))
nodes, edges = read_cytoscape(export("cytoscape", "--entity", some))
assert {edge["claim"] for edge in edges} <= found and some in nodes

print(f"exports of {notes}: {len(claims)} claims, {len(facts)} of them facts, read by all")
