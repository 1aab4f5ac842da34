"""How fast documents become a graph, by the ways of docs/scale.md: `python3 benches/spread.py ANNALS DOCUMENTS [ROUNDS]`.

DOCUMENTS: `cargo bench --bench notes --no-default-features -- --documents 2000`. Each way is run once a round, and the medians are told,
each with its ratio to a plain process on one thread in the same rounds and with the seconds of processors that it took, which other work on the
machine changes little. Spark is run where this Python has pyspark, GNU parallel where it is installed.
"""

import importlib.util
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

annals, documents = (os.path.abspath(path) for path in sys.argv[1:3])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
size = os.path.getsize(documents)
spark = pathlib.Path(__file__).parent.parent / "docs/spark_extract.py"

EXTRACT = f"{annals} extract --framing ndjson --format n-quads --pages pages.ndjson"
WAYS = {
    "one process, 1 thread": f"{EXTRACT} --threads 1 < {documents} > out.nq",
    "one process, 2 threads": f"{EXTRACT} --threads 2 < {documents} > out.nq",
    "the same, sorted and merged": f"{EXTRACT} --threads 2 < {documents} | sort -u | {annals} merge > graph.nq",
}
if shutil.which("parallel"):
    for jobs in (1, 2):
        WAYS[f"GNU parallel, {jobs} at a time"] = (
            f"parallel --will-cite -j{jobs} --pipepart -a {documents} --block 250k '{EXTRACT} --threads 1 > part-{{#}}.nq'"
        )
if importlib.util.find_spec("pyspark"):
    for cores in (1, 2):
        WAYS[f"Spark to the graph, local[{cores}]"] = (
            f"{sys.executable} {spark} --annals {annals} --master 'local[{cores}]' --partitions 8 {documents} spark 2>spark.log"
        )



def processors():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


took = {way: [] for way in WAYS}
with tempfile.TemporaryDirectory() as folder:
    environment = {**os.environ, "LC_ALL": "C", "PYSPARK_PYTHON": sys.executable}
    pages = f"{annals} extract --framing ndjson --format pages < {documents} > pages.ndjson"
    subprocess.run(pages, shell=True, check=True, cwd=folder)
    for _ in range(rounds):
        for way, command in WAYS.items():
            shutil.rmtree(f"{folder}/spark", ignore_errors=True)
            start, before = time.monotonic(), processors()
            subprocess.run(command, shell=True, check=True, cwd=folder, env=environment)
            took[way].append((time.monotonic() - start, processors() - before))


def median(way, which):
    return statistics.median(times[which] for times in took[way])


plain = median("one process, 1 thread", 0)
print(f"{size / 1e6:.1f} MB, medians of {rounds} rounds")
for way in WAYS:
    wall, used = median(way, 0), median(way, 1)
    # Spark's work is done by processes that are not this one's.
    told = "" if way.startswith("Spark") else f"  {used:6.1f} s of processors"
    print(f"{way:<30} {wall:6.1f} s  {size / 1e6 / wall:6.3f} MB/s  {plain / wall:5.2f} times{told}")
